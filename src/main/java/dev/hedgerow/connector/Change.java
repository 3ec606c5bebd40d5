package dev.hedgerow.connector;

import dev.hedgerow.connector.ChangeStream.Position;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a table. Values are those that {@code RowSource.of} takes, in the order of the columns of
 * the {@link Shape} before it.
 */
public sealed interface Change {

    TablePath table();

    Position position();

    /** When its transaction was committed. */
    Instant committed();

    /**
     * What the table looks like from here on; comes before its first row, and whenever it changed.
     *
     * @param key the columns by which changes name rows; empty when they do not
     * @param filled columns that rows may have got values for without a change that says so, if they are new
     */
    record Shape(
            TablePath table,
            Position position,
            Instant committed,
            List<TableColumn> columns,
            List<String> key,
            Set<String> filled)
            implements Change {}

    record Inserted(TablePath table, Position position, Instant committed, List<@Nullable Object> row)
            implements Change {}

    /**
     * @param oldKey values of the key columns as they were, when they changed: that row is gone; otherwise null
     * @param row with {@link Unchanged} for large values that the source does not repeat
     */
    record Updated(
            TablePath table,
            Position position,
            Instant committed,
            @Nullable List<@Nullable Object> oldKey,
            List<@Nullable Object> row)
            implements Change {}

    /** @param key values of the key columns */
    record Deleted(TablePath table, Position position, Instant committed, List<@Nullable Object> key)
            implements Change {}

    record Truncated(TablePath table, Position position, Instant committed) implements Change {}

    /** Stands for a value that is what it was. */
    enum Unchanged {
        VALUE
    }
}
