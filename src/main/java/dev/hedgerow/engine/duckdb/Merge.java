package dev.hedgerow.engine.duckdb;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.engine.TableVersion;
import java.util.List;

/**
 * The statements that merge rows into a version by key. They are staged first, because the last row of a key wins and
 * only the order of arrival says which one that is.
 */
record Merge(TableVersion version, List<String> key, List<String> columns) {

    private static final String STAGE = "hedgerow_stage";
    private static final String ARRIVAL = "hedgerow_arrival";

    Merge {
        if (key.isEmpty() || !columns.containsAll(key)) {
            throw new IllegalArgumentException("No key to merge by: " + key);
        }
    }

    String stage(String select) {
        return "CREATE TEMP TABLE %s AS SELECT *, row_number() OVER () AS %s FROM (%s)"
                .formatted(STAGE, ARRIVAL, select);
    }

    String merge() {
        var keys = key.stream().map(Sql::quoted).collect(joining(", "));
        var same = key.stream()
                .map(Sql::quoted)
                .map(column -> "old.%1$s IS NOT DISTINCT FROM new.%1$s".formatted(column))
                .collect(joining(" AND "));
        return """
                MERGE INTO %s AS old
                USING (SELECT * FROM %s QUALIFY row_number() OVER (PARTITION BY %s ORDER BY %s DESC) = 1) AS new
                ON %s
                %s
                WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)
                """.formatted(Sql.quoted(version), STAGE, keys, ARRIVAL, same, update(), list(""), list("new."));
    }

    String unstage() {
        return "DROP TABLE " + STAGE;
    }

    private String update() {
        var changes = columns.stream()
                .filter(column -> !key.contains(column))
                .map(Sql::quoted)
                .map(column -> "%1$s = new.%1$s".formatted(column))
                .collect(joining(", "));
        return changes.isEmpty() ? "" : "WHEN MATCHED THEN UPDATE SET " + changes;
    }

    private String list(String prefix) {
        return columns.stream().map(Sql::quoted).map(column -> prefix + column).collect(joining(", "));
    }
}
