package dev.hedgerow.connector;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes in the order in which their transactions were committed. One thread polls and acknowledges; any may
 * {@link #close}.
 */
public interface ChangeStream extends AutoCloseable {

    /**
     * The next changes, about so many at the most; after so long, those there are, perhaps none. A long transaction
     * comes in several batches.
     */
    Batch poll(int changes, Duration patience);

    /** Lets the source forget everything up to a position, and remember where to begin the next time. */
    void acknowledge(Position position);

    @Override
    void close();

    /**
     * @param end the end of the last transaction that is in this and earlier batches as a whole, which can be
     *     acknowledged once they are safe; null before there was one
     */
    record Batch(List<Change> changes, @Nullable Position end) {}

    /**
     * A place in the source's log; greater is later.
     *
     * @param log where the transaction was committed
     * @param number of the change in its transaction, the same whenever it is read; tells nothing else apart
     * @param transaction as the source numbers them
     */
    record Position(long log, long number, int transaction) implements Comparable<Position> {

        /** Before all changes. */
        public static final Position START = before(0);

        /** Before what happens at this place of the log, and after everything before that. */
        public static Position before(long log) {
            return new Position(log, -1, 0);
        }

        @Override
        public int compareTo(Position other) {
            int byLog = Long.compareUnsigned(log, other.log);
            return byLog == 0 ? Long.compare(number, other.number) : byLog;
        }
    }
}
