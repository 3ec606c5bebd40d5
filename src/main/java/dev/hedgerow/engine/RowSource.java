package dev.hedgerow.engine;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows from elsewhere, pulled batch by batch on a thread of the engine. What {@link #fill} throws reaches the writer
 * unchanged.
 */
public interface RowSource {

    List<SourceColumn> columns();

    /** Writes up to {@link RowBatch#capacity} rows and says how many; none is the end. */
    int fill(RowBatch batch);

    /**
     * Rows as lists of the values that {@link RowConsumer} names: convenient where a million rows a second are not the
     * point.
     */
    static RowSource of(List<SourceColumn> columns, Iterator<? extends List<? extends @Nullable Object>> rows) {
        return new BoxedRows(columns, rows);
    }
}
