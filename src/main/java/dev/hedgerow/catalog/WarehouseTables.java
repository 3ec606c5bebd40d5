package dev.hedgerow.catalog;

import dev.hedgerow.auth.Team;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.hogql.TableDefinition;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.web.NotFound;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The tables that views and sources have filled: names that point to versions in the engine. */
@Service
@Transactional
@Order(10)
public class WarehouseTables implements TableProvider {

    private static final Logger LOG = LoggerFactory.getLogger(WarehouseTables.class);

    private final WarehouseTableRepository tables;
    private final Warehouse warehouse;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    WarehouseTables(
            WarehouseTableRepository tables, Warehouse warehouse, ApplicationEventPublisher events, Clock clock) {
        this.tables = tables;
        this.warehouse = warehouse;
        this.events = events;
        this.clock = clock;
    }

    /** Makes a finished version what the name means; the version it replaces is let go of after the commit. */
    public UUID publish(Team team, String name, TableContents contents, boolean sourced, @Nullable Long creator) {
        events.publishEvent(new TablesChanged(team));
        var table = tables.findToChange(team.id(), name);
        if (table.isEmpty()) {
            return tables.saveAndFlush(new WarehouseTable(team, name, contents, sourced, creator, clock.instant()))
                    .id();
        }
        var replaced = table.get().version();
        table.get().point(contents, clock.instant());
        if (!replaced.equals(contents.version())) {
            dropAfterCommit(team, replaced);
        }
        return table.get().id();
    }

    /** What stands behind those of the names that are tables. */
    @Transactional(readOnly = true)
    public Map<String, PublishedTable> published(Team team, Collection<String> names) {
        return names.isEmpty()
                ? Map.of()
                : tables.findByTeamIdAndNameIn(team.id(), names).stream()
                        .map(table -> new PublishedTable(table.id(), table.name(), table.columns(), table.rowCount()))
                        .collect(Collectors.toMap(PublishedTable::name, Function.identity()));
    }

    /** What the name points to now, if it is a table. */
    @Transactional(readOnly = true)
    public Optional<TableContents> contents(Team team, String name) {
        return tables.findByTeamIdAndName(team.id(), name)
                .map(table -> new TableContents(table.version(), table.columns(), table.rowCount()));
    }

    /** Takes the name away; its version is let go of after the commit. */
    public void remove(Team team, String name) {
        tables.findToChange(team.id(), name).ifPresent(table -> remove(team, table));
    }

    /** Takes the name away and leaves its version to whoever made it. */
    public void unname(Team team, String name) {
        tables.findToChange(team.id(), name).ifPresent(table -> {
            tables.delete(table);
            events.publishEvent(new TablesChanged(team));
        });
    }

    /** The versions that the project's names point to; nobody reads others but queries that run already. */
    @Transactional(readOnly = true)
    public Set<TableVersion> versions(Team team) {
        return tables.findByTeamId(team.id()).stream()
                .map(WarehouseTable::version)
                .collect(Collectors.toSet());
    }

    void delete(Team team, UUID id) {
        var table = tables.findToChange(team.id(), id).orElseThrow(NotFound::new);
        if (table.isSourced()) {
            throw new SourcedTable();
        }
        remove(team, table);
    }

    private void remove(Team team, WarehouseTable table) {
        tables.delete(table);
        events.publishEvent(new TablesChanged(team));
        dropAfterCommit(team, table.version());
    }

    /** A rollback must find the old version where it was; a crash in between leaves one that nobody points to. */
    private void dropAfterCommit(Team team, TableVersion version) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                try {
                    warehouse.drop(Namespaces.of(team), version);
                } catch (WarehouseException e) {
                    // What was committed stands.
                    LOG.info("{} of {} is not needed any more and stays for now: {}", version, team, e.getMessage());
                }
            }
        });
    }

    @Transactional(readOnly = true)
    Page<WarehouseTable> list(Team team, String search, Pageable slice) {
        var literal = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return tables.search(team.id(), literal, slice);
    }

    @Transactional(readOnly = true)
    WarehouseTable get(Team team, UUID id) {
        return tables.findByTeamIdAndId(team.id(), id).orElseThrow(NotFound::new);
    }

    /** The ids of those of the given names that are tables. */
    @Transactional(readOnly = true)
    public Map<String, UUID> ids(Team team, Collection<String> names) {
        return tables.findByTeamIdAndNameIn(team.id(), names).stream()
                .collect(Collectors.toMap(WarehouseTable::name, WarehouseTable::id));
    }

    /** Calls a table otherwise; that there is none is fine. */
    public void rename(Team team, String from, String to) {
        tables.findToChange(team.id(), from).ifPresent(table -> table.rename(to, clock.instant()));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Offer> find(Team team, List<String> name) {
        return tables.findByTeamIdAndName(team.id(), String.join(".", name)).map(WarehouseTables::offer);
    }

    private static Offer offer(WarehouseTable table) {
        var columns = new LinkedHashMap<String, Type>();
        table.columns().forEach(column -> columns.put(column.name(), column.parsedType()));
        var location = List.of(table.version().physicalName());
        return new Offer(TableDefinition.Stored.of(table.name(), location, columns), stamp(table));
    }

    private static String stamp(WarehouseTable table) {
        return table.version() + "@" + table.updatedAt();
    }

    /** The project's tables by name, each with the stamp of its rows. */
    @Transactional(readOnly = true)
    public SequencedMap<String, String> stamps(Team team) {
        var stamps = new LinkedHashMap<String, String>();
        tables.findByTeamIdOrderByName(team.id()).forEach(table -> stamps.put(table.name(), stamp(table)));
        return stamps;
    }

    @Override
    @Transactional(readOnly = true)
    public Collection<String> names(Team team) {
        return tables.names(team.id());
    }
}
