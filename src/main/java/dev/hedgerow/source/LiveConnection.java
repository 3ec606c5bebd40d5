package dev.hedgerow.source;

import dev.hedgerow.catalog.Connections.Connection;
import dev.hedgerow.catalog.Connections.Fetched;
import dev.hedgerow.connector.Connector;
import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.connector.RowFilter;
import dev.hedgerow.connector.RowFilter.InvalidRowFilter;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableReader;
import dev.hedgerow.engine.RowBatch;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.hogql.Scan;
import dev.hedgerow.hogql.Schema;
import dev.hedgerow.hogql.TableDefinition;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.syncjob.KeptRows;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The chosen tables of one source, under the names they have there. */
final class LiveConnection implements Connection, Schema {

    /** So that the engine's own tables and these are never taken for each other. */
    private static final String LOCATION = "live ";

    private final Connector connector;
    private final Settings settings;
    private final Set<String> secrets;
    private final Map<String, SourceSchema> tables;

    LiveConnection(Connector connector, Settings settings, Set<String> secrets, List<SourceSchema> tables) {
        this.connector = connector;
        this.settings = settings;
        this.secrets = secrets;
        this.tables = tables.stream()
                .collect(
                        Collectors.toMap(SourceSchema::name, Function.identity(), (one, _) -> one, LinkedHashMap::new));
    }

    @Override
    public Schema schema() {
        return this;
    }

    @Override
    public Collection<String> names() {
        return tables.keySet();
    }

    @Override
    public Optional<TableDefinition> find(List<String> name) {
        return Optional.ofNullable(tables.get(String.join(".", name))).map(this::definition);
    }

    private TableDefinition definition(SourceSchema table) {
        var columns = new LinkedHashMap<String, Type>();
        for (var column : live(table).described()) {
            if (table.offers(column.name())) {
                columns.put(column.name(), column.parsedType());
            }
        }
        return TableDefinition.Stored.of(table.name(), List.of(LOCATION + table.name()), columns);
    }

    private static LiveTable live(SourceSchema table) {
        var live = table.liveTable();
        if (live == null) {
            throw new SourceTrouble(
                    "What columns %s has is not known. Refresh the schemas of its source.".formatted(table.name()));
        }
        return live;
    }

    @Override
    public Fetched fetch(Scan scan, Duration timeout) {
        var table = Objects.requireNonNull(tables.get(scan.location().getFirst().substring(LOCATION.length())));
        try {
            return open(table, scan, timeout);
        } catch (ConnectorException | InvalidSettings | InvalidRowFilter e) {
            throw SourceTrouble.of(e, secrets);
        }
    }

    private Fetched open(SourceSchema table, Scan scan, Duration timeout) {
        var live = live(table);
        // No columns are read to count rows, and which one it is makes no difference then.
        var names = scan.columns().isEmpty() ? List.of(live.columns().getFirst().name()) : scan.columns();
        var typed = live.typedColumns();
        var filters = Stream.concat(ownFilters(table, typed), PushedConditions.of(scan.conditions(), typed))
                .toList();
        var read = TableRead.of(live.path()).only(names).where(filters).within(timeout);
        var reader = connector.source(settings.asMap()).read(read);
        try {
            requireUnchanged(table, live, reader);
            return new Rows(KeptRows.of(reader.all()), reader, secrets);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** What a sync leaves out is not shown this way either. */
    private static Stream<RowFilter> ownFilters(SourceSchema table, List<TableColumn> columns) {
        var filters = table.settings().rowFilters();
        return filters == null ? Stream.empty() : RowFilter.of(Discovery.filters(filters), columns).stream();
    }

    private static void requireUnchanged(SourceSchema table, LiveTable live, TableReader reader) {
        if (!live.described().containsAll(LiveTable.described(reader.columns()))) {
            throw new SourceTrouble(
                    "The columns of %s have changed. Refresh the schemas of its source.".formatted(table.name()));
        }
    }

    /** Rows whose failures are told in the source's words, but for what is secret in them. */
    private record Rows(RowSource kept, TableReader reader, Set<String> secrets) implements Fetched, RowSource {

        @Override
        public RowSource rows() {
            return this;
        }

        @Override
        public List<SourceColumn> columns() {
            return kept.columns();
        }

        @Override
        public int fill(RowBatch batch) {
            try {
                return kept.fill(batch);
            } catch (ConnectorException e) {
                throw SourceTrouble.of(e, secrets);
            }
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
