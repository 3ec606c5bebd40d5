package dev.hedgerow.connector;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table as its source describes it.
 *
 * @param name what the API calls it: with the schema only when the settings do not name one
 * @param primaryKey the real one, empty without
 * @param cursors columns that an incremental sync can follow, the likeliest first
 * @param methods how this very table can be synced; {@link SyncMethod#CDC} wherever the table allows it, whatever the
 *     server says
 * @param estimatedRows what the source's statistics say, null when they say nothing
 * @param warning what the person should know before choosing it, such as row-level security
 */
public record SourceTable(
        String name,
        TablePath path,
        Kind kind,
        List<TableColumn> columns,
        List<String> primaryKey,
        List<Cursor> cursors,
        Set<SyncMethod> methods,
        List<ForeignKey> foreignKeys,
        @Nullable Long estimatedRows,
        @Nullable String comment,
        @Nullable String warning) {

    /** The real key, or a column called {@code id}, or nothing. */
    public List<String> likelyKey() {
        if (!primaryKey.isEmpty()) {
            return primaryKey;
        }
        return columns.stream().anyMatch(column -> column.name().equals("id")) ? List.of("id") : List.of();
    }

    /** What kind of relation it is. */
    public enum Kind {
        TABLE,
        PARTITIONED_TABLE,
        VIEW,
        MATERIALIZED_VIEW,
        FOREIGN_TABLE
    }

    public record ForeignKey(String column, TablePath target, String targetColumn) {}
}
