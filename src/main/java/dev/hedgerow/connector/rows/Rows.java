package dev.hedgerow.connector.rows;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.engine.RowBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as a source sends them; what goes wrong is a {@link ConnectorException}. One thread reads them. */
public interface Rows {

    /** Goes to the next row, and for the first one asks for them; false after the last. */
    boolean next();

    /** Writes the row's values, and says about how many bytes they have. */
    int write(RowBatch batch, int row);

    /** The cursor's value as a text; null when the row has none. */
    @Nullable
    String cursor();

    /** The texts of the key that the rows are ordered by; empty when they are not. */
    List<String> key();

    /** What happened to the read or to single values. */
    List<String> warnings();

    /** Ends the work at the source before its end, from any thread. */
    void abort();

    /** Lets go of what has ended. */
    void close();
}
