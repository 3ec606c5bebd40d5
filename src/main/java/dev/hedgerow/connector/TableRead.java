package dev.hedgerow.connector;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to read of a table.
 *
 * @param columns names in the order in which they should come; null for all, as they are now
 * @param filters all of which a row must pass
 * @param cursor the column to follow, null for none
 * @param watermark where to begin; null for the beginning
 * @param order what can be resumed from
 * @param checkpoint where a read in the same order broke off, null for the beginning
 * @param asText columns whose values outgrew their type, see {@link ConnectorException.ColumnOutgrown}
 * @param timeout how long the source may take; null for as long as it likes
 */
public record TableRead(
        TablePath table,
        @Nullable List<String> columns,
        List<RowFilter> filters,
        @Nullable Cursor cursor,
        @Nullable Watermark watermark,
        Order order,
        @Nullable Checkpoint checkpoint,
        Set<String> asText,
        @Nullable Duration timeout) {

    /** All of it, in no order. */
    public static TableRead of(TablePath table) {
        return new TableRead(table, null, List.of(), null, null, new Unordered(), null, Set.of(), null);
    }

    public TableRead only(@Nullable List<String> columns) {
        return new TableRead(table, columns, filters, cursor, watermark, order, checkpoint, asText, timeout);
    }

    public TableRead where(List<RowFilter> filters) {
        return new TableRead(table, columns, filters, cursor, watermark, order, checkpoint, asText, timeout);
    }

    /** The rows that the cursor has passed since, or all of them when it has not begun. */
    public TableRead following(Cursor cursor, @Nullable Watermark watermark) {
        return new TableRead(table, columns, filters, cursor, watermark, order, checkpoint, asText, timeout);
    }

    public TableRead ordered(Order order, @Nullable Checkpoint checkpoint) {
        return new TableRead(table, columns, filters, cursor, watermark, order, checkpoint, asText, timeout);
    }

    public TableRead asText(Set<String> columns) {
        return new TableRead(table, this.columns, filters, cursor, watermark, order, checkpoint, columns, timeout);
    }

    /** After so long the source itself gives up. */
    public TableRead within(Duration timeout) {
        return new TableRead(table, columns, filters, cursor, watermark, order, checkpoint, asText, timeout);
    }

    /** The order of the rows; the source sorts unless it has an index. */
    public sealed interface Order {}

    /** As the source likes: the fastest way, without checkpoints. */
    public record Unordered() implements Order {}

    /**
     * By the cursor, rows without a value first. Resuming reads the rows at the checkpoint again, so that none is lost
     * and merging makes it exact.
     */
    public record ByCursor() implements Order {}

    /**
     * By a unique key. Resuming reads on after the checkpoint, in a new moment: rows that were added before it
     * meanwhile are not seen.
     */
    public record ByKey(List<String> columns) implements Order {}

    /** Where a read has come to, as texts that its order understands. */
    public record Checkpoint(List<String> values) {}
}
