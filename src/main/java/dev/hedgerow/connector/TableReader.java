package dev.hedgerow.connector;

import dev.hedgerow.connector.TableRead.Checkpoint;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import java.util.List;
import java.util.Optional;

/**
 * A table being read. One thread at a time pulls; any thread may {@link #close}, which ends the work at the source at
 * once, and makes whoever waits in here fail with {@link ConnectorException.Cancelled}.
 */
public interface TableReader extends AutoCloseable {

    /** What the rows have; the types are the source's declarations, never guessed from values. */
    List<SourceColumn> columns();

    /**
     * The next rows, as many as asked for unless the table ends; to be read to their end before the next call. Sources
     * that end without a row are the end of the table too.
     */
    RowSource next(long rows);

    /** All rows that are left. */
    default RowSource all() {
        return next(Long.MAX_VALUE);
    }

    /** Whether the table has ended; known once a {@link #next} gave fewer rows than it was asked for. */
    boolean ended();

    /** Rows handed out so far. */
    long rows();

    /**
     * The watermark to go on from once all rows are safe: the greatest value of the cursor so far, and for xmin the
     * oldest transaction that this read may have missed. Empty without a cursor, and when there was no value.
     */
    Optional<String> highest();

    /** Where the rows handed out so far end; empty without an order, and while the cursor has no values. */
    Optional<Checkpoint> reached();

    /** What happened to single values, one sentence a column; empty is the rule. */
    List<String> warnings();

    @Override
    void close();
}
