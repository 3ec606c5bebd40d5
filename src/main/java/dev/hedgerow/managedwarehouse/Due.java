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

    /**
     * The first and the last number of the rows to read, both null if there is none.
     *
     * @param since from which moment on, by the column that says when a row came in
     */
    String selectRange(@Nullable Instant since) {
        return "SELECT min(rowid), max(rowid) FROM %s%s"
                .formatted(location(), since == null ? "" : " WHERE " + from(since));
    }

    /** Of these rows those that are numbered from {@code first} to just before {@code end}. */
    String select(@Nullable Instant since, long first, long end) {
        return "SELECT %s FROM %s WHERE rowid >= %d AND rowid < %d%s"
                .formatted(
                        columns().stream().map(column -> quoted(column.name())).collect(Collectors.joining(", ")),
                        location(),
                        first,
                        end,
                        since == null ? "" : " AND " + from(since));
    }

    private String location() {
        return table.location().stream().map(Due::quoted).collect(Collectors.joining("."));
    }

    private static String from(Instant since) {
        return "created_at >= TIMESTAMP '%s'".formatted(LocalDateTime.ofInstant(since, ZoneOffset.UTC));
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
