package dev.hedgerow.operations;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Catalog;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.catalog.TableColumn;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.hogql.Schema;
import dev.hedgerow.query.QueryUnavailable;
import dev.hedgerow.query.ViewCompiler;
import dev.hedgerow.web.InvalidInput;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Some of the values that a column has, for somebody who is typing one. */
@Service
class PropertyValues {

    private static final int MOST = 10;
    private static final QueryLimits LIMITS = new QueryLimits(MOST, Duration.ofSeconds(10));

    private final Catalog catalog;
    private final ViewCompiler compiler;
    private final Warehouse warehouse;
    private final JsonMapper json;

    PropertyValues(Catalog catalog, ViewCompiler compiler, Warehouse warehouse, JsonMapper json) {
        this.catalog = catalog;
        this.compiler = compiler;
        this.warehouse = warehouse;
        this.json = json;
    }

    List<String> of(Team team, @Nullable String key, @Nullable String tableName, @Nullable String value) {
        if (key == null || key.isEmpty()) {
            throw new InvalidInput(null, "You must provide a key");
        }
        if (tableName == null || tableName.isEmpty()) {
            throw new InvalidInput(null, "You must provide a table name");
        }
        var table = quoted(find(catalog.schema(team), tableName).orElseThrow(Refusal::noTable));
        var column = column(team, table, key)
                .orElseThrow(() -> new InvalidInput(null, "The provided key does not exist on this table"));
        return read(team, """
                select distinct %1$s as value
                from %2$s
                where %1$s is not null%3$s
                limit %4$d
                """.formatted(column, table, filter(column, value), MOST));
    }

    /** The name itself, or the one that dots stand in where PostHog has underscores. */
    private static Optional<String> find(Schema schema, String name) {
        return schema.find(List.of(name.split("\\.", -1))).isPresent()
                ? Optional.of(name)
                : schema.names().stream()
                        .filter(other -> other.replace('.', '_').equals(name.replace('.', '_')))
                        .findFirst();
    }

    /** The column, or the place within one, quoted. */
    private Optional<String> column(Team team, String table, String key) {
        var columns = compiler.check(team, "select * from " + table).tableColumns();
        var nested = key.split("\\.", 2)[0];
        return columns.stream()
                .map(TableColumn::name)
                .filter(name -> name.equals(key) || name.equals(nested))
                .findFirst()
                .map(name -> name.equals(key) ? quotedPart(key) : quoted(key));
    }

    /** Per cent signs and underscores of the value are left as they are: here they have a meaning. */
    private static String filter(String column, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        // Once for the pattern and once for the literal around it.
        var literal = "'%" + escaped(escaped(value)).replace("'", "\\'") + "%'";
        return "\nand toString(%1$s) ilike %2$s\norder by length(toString(%1$s))".formatted(column, literal);
    }

    private List<String> read(Team team, String hogql) {
        try {
            var sql = compiler.compile(team, hogql).sql();
            var found = warehouse.fetch(Namespaces.of(team), sql, LIMITS, new Cancellation());
            return found.rows().stream()
                    .flatMap(row -> PropertyText.of(json, row.getFirst()))
                    .toList();
        } catch (WarehouseException failure) {
            throw QueryUnavailable.of(failure);
        }
    }

    private static String quoted(String name) {
        return Arrays.stream(name.split("\\.")).map(PropertyValues::quotedPart).collect(Collectors.joining("."));
    }

    private static String quotedPart(String name) {
        return "`" + escaped(name).replace("`", "\\`") + "`";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\");
    }
}
