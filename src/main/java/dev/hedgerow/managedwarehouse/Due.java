package dev.hedgerow.managedwarehouse;

import dev.hedgerow.hogql.TableDefinition.Field;
import dev.hedgerow.hogql.TableDefinition.Stored;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table whose rows are others than those that were published, and how to read them. */
record Due(String source, String name, String stamp, Stored table) {

    /** Those that a row has itself; where two fields are one column, it is published once. */
    List<PublishedColumn> columns() {
        return table.fields().values().stream()
                .filter(Field.Column.class::isInstance)
                .map(Field.Column.class::cast)
                .map(column -> new PublishedColumn(column.column(), column.type()))
                .distinct()
                .toList();
    }

    /** @param since from which moment on, by the column that says when a row came in */
    String select(@Nullable Instant since) {
        var columns = columns().stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
        var location = table.location().stream().map(Due::quoted).collect(Collectors.joining("."));
        var select = "SELECT %s FROM %s".formatted(columns, location);
        return since == null
                ? select
                : select
                        + " WHERE created_at >= TIMESTAMP '%s'"
                                .formatted(LocalDateTime.ofInstant(since, ZoneOffset.UTC));
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
