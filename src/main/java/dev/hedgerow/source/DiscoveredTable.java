package dev.hedgerow.source;

import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.TablePath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table that the source has, and how it could be synced.
 *
 * @param primaryKeys its key, or else its {@code id}, or else null
 * @param keyed whether it has a key of its own
 * @param cursors columns that a sync could go by, the likeliest first
 * @param xmin whether the source's transaction numbers can be gone by; null where there are none
 */
record DiscoveredTable(
        String name,
        @Nullable String label,
        @Nullable String description,
        List<AvailableColumn> columns,
        @Nullable List<String> primaryKeys,
        boolean keyed,
        List<IncrementalField> cursors,
        @Nullable Boolean xmin,
        @Nullable String rlsWarning,
        TablePath path,
        List<TableColumn> typedColumns) {

    static final IncrementalField XMIN =
            new IncrementalField("xmin", CursorType.XID, "xmin", CursorType.XID, null, false);

    /** All that an incremental field can be, {@code xmin} last. */
    List<IncrementalField> incrementalFields() {
        return Boolean.TRUE.equals(xmin)
                ? Stream.concat(cursors.stream(), Stream.of(XMIN)).toList()
                : cursors;
    }

    LiveTable live() {
        return LiveTable.of(path, typedColumns);
    }

    boolean hasCursor() {
        return !cursors.isEmpty();
    }

    /** The cursor that somebody who knows no better should take. */
    Optional<IncrementalField> preferredCursor() {
        return cursors.stream().findFirst();
    }

    Optional<IncrementalField> cursor(String labelOrField) {
        return incrementalFields().stream()
                .filter(cursor ->
                        cursor.field().equals(labelOrField) || cursor.label().equals(labelOrField))
                .findFirst();
    }
}
