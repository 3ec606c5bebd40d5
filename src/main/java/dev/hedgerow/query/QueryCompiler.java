package dev.hedgerow.query;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Catalog;
import dev.hedgerow.catalog.Connections;
import dev.hedgerow.catalog.Connections.Connection;
import dev.hedgerow.hogql.Compiled;
import dev.hedgerow.hogql.HogQl;
import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.Options;
import dev.hedgerow.hogql.Scan;
import dev.hedgerow.hogql.Schema;
import dev.hedgerow.hogql.type.Type;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** HogQL in, SQL for this project's tables, or for those of one of its sources, out. */
@Component
class QueryCompiler {

    private final HogQl compiler = HogQl.forDuckDb();
    private final Catalog catalog;
    private final Connections connections;
    private final QueryProperties properties;

    QueryCompiler(Catalog catalog, Connections connections, QueryProperties properties) {
        this.catalog = catalog;
        this.connections = connections;
        this.properties = properties;
    }

    /**
     * The query, held to the rows that an answer may have.
     *
     * @throws InvalidQuery naming what is wrong with the text, and where
     */
    Prepared compile(
            Team team,
            QueryRequest request,
            Map<String, @Nullable Object> variables,
            Map<String, @Nullable Object> values) {
        var options = options(team).with(variables).withValues(values);
        return located(() -> request.connection() == null
                ? overWarehouse(team, request.hogql(), options)
                : overSource(connection(team, request.connection()), request.hogql(), options));
    }

    private Prepared overWarehouse(Team team, String text, Options options) {
        var schema = catalog.schema(team);
        var compiled = compiler.compile(text, schema, options);
        return new Prepared(compiled, schema.stamps(), properties.defaultRows(), null);
    }

    private Prepared overSource(Connection connection, String text, Options options) {
        var fetching = compiler.compileFetching(text, connection.schema(), options);
        return new Prepared(
                fetching.compiled(),
                new TreeMap<>(),
                properties.defaultRows(),
                new Abroad(connection, fetching.scans()));
    }

    private static Prepared located(Supplier<Prepared> compilation) {
        try {
            return compilation.get();
        } catch (HogQlException refused) {
            throw InvalidQuery.at(String.valueOf(refused.getMessage()), refused.start(), refused.end());
        }
    }

    private Connection connection(Team team, UUID id) {
        return connections
                .find(team, id)
                .orElseThrow(() -> new InvalidQuery(
                        "Connection %s does not exist, or its source cannot be queried directly.".formatted(id)));
    }

    /** What is wrong with the text, if anything, without running it. */
    QueryMetadata check(Team team, QueryRequest request) {
        Schema schema = request.connection() == null
                ? catalog.schema(team)
                : connection(team, request.connection()).schema();
        return QueryMetadata.of(request.hogql(), compiler.check(request.hogql(), schema, options(team)));
    }

    private Options options(Team team) {
        return Options.NONE.in(team.timezone().getId()).limited(properties.defaultRows(), 0, properties.maxRows());
    }

    /** The tables of a query that are in a source, and what it reads of them. */
    record Abroad(Connection connection, List<Scan> scans) {}

    /**
     * A query ready to run.
     *
     * @param stamps of the tables it reads
     * @param defaultRows the limit it was given when it named none
     * @param abroad null where the warehouse has all that it reads
     */
    record Prepared(
            Compiled compiled,
            SortedMap<String, String> stamps,
            int defaultRows,
            @Nullable Abroad abroad) {

        String sql() {
            return compiled.sql();
        }

        String hogql() {
            return compiled.hogql();
        }

        /** Whether the limit is ours, so that there may be more. */
        boolean limitedByDefault() {
            return !compiled.limited();
        }

        List<String> columns() {
            return compiled.columns().stream().map(Compiled.Column::name).toList();
        }

        List<Type> types() {
            return compiled.columns().stream().map(Compiled.Column::type).toList();
        }

        /** Pairs of a column's name and its ClickHouse type. */
        List<List<String>> namedTypes() {
            return compiled.columns().stream()
                    .map(column -> List.of(column.name(), column.type().clickHouseName()))
                    .toList();
        }
    }
}
