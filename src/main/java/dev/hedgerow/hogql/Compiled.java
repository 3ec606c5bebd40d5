package dev.hedgerow.hogql;

import dev.hedgerow.hogql.type.Type;
import java.util.List;
import java.util.Set;

/**
 * A query ready to run.
 *
 * @param sql the engine's SQL
 * @param hogql the query in canonical form
 * @param tables the tables and views that the text itself names
 * @param tablesThroughViews those and all that they read in turn
 * @param limited whether the query said itself how many rows it wants
 */
public record Compiled(
        String sql,
        String hogql,
        List<Column> columns,
        Set<String> tables,
        Set<String> tablesThroughViews,
        boolean limited) {

    /**
     * A column of the result.
     *
     * @param name what people call it; two columns may have the same
     * @param label what the SQL calls it; no two columns have the same
     * @param origins the columns of tables that feed it
     */
    public record Column(String name, String label, Type type, Set<Origin> origins) {}
}
