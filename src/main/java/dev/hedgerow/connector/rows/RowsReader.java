package dev.hedgerow.connector.rows;

import dev.hedgerow.connector.ConnectorException.Cancelled;
import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableRead.ByCursor;
import dev.hedgerow.connector.TableRead.ByKey;
import dev.hedgerow.connector.TableRead.Checkpoint;
import dev.hedgerow.connector.TableRead.Unordered;
import dev.hedgerow.connector.TableReader;
import dev.hedgerow.engine.RowBatch;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Reads a table row by row, on the thread of whoever pulls. */
public final class RowsReader implements TableReader {

    private static final int BATCH_BYTES = 4 << 20;

    private final TableRead read;
    private final List<SourceColumn> columns;
    private final Rows source;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable String highest;
    private @Nullable Checkpoint reached;
    private long rows;
    private volatile boolean ended;

    public RowsReader(TableRead read, List<SourceColumn> columns, Rows source) {
        this.read = read;
        this.columns = columns;
        this.source = source;
    }

    @Override
    public List<SourceColumn> columns() {
        return columns;
    }

    @Override
    public RowSource next(long count) {
        return new Chunk(count);
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public Optional<String> highest() {
        return Optional.ofNullable(highest);
    }

    @Override
    public Optional<Checkpoint> reached() {
        return switch (read.order()) {
            case Unordered _ -> Optional.empty();
            case ByCursor _ -> highest().map(value -> new Checkpoint(List.of(value)));
            case ByKey _ -> Optional.ofNullable(reached);
        };
    }

    @Override
    public List<String> warnings() {
        return source.warnings();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (ended) {
            source.close();
        } else {
            source.abort();
        }
    }

    /** The next so many rows. */
    private final class Chunk implements RowSource {

        private long left;

        private Chunk(long count) {
            left = count;
        }

        @Override
        public List<SourceColumn> columns() {
            return columns;
        }

        @Override
        public int fill(RowBatch batch) {
            try {
                int filled = RowsReader.this.fill(batch, (int) Math.min(batch.capacity(), left));
                left -= filled;
                rows += filled;
                return filled;
            } catch (RuntimeException e) {
                if (closed.get()) {
                    throw new Cancelled();
                }
                throw e;
            }
        }
    }

    private int fill(RowBatch batch, int most) {
        if (closed.get()) {
            throw new Cancelled();
        }
        if (ended) {
            return 0;
        }
        int filled = 0;
        long bytes = 0;
        while (filled < most && bytes < BATCH_BYTES) {
            if (!source.next()) {
                ended = true;
                break;
            }
            bytes += source.write(batch, filled);
            filled++;
            follow();
        }
        return filled;
    }

    private void follow() {
        var cursor = read.cursor();
        if (cursor != null) {
            var value = source.cursor();
            if (value != null && isLater(value, cursor.type())) {
                highest = value;
            }
        }
        var key = source.key();
        if (!key.isEmpty()) {
            reached = new Checkpoint(key);
        }
    }

    /** What is no number compares as its text does, which has one width in a column. */
    private boolean isLater(String value, CursorType type) {
        var before = highest;
        if (before == null) {
            return true;
        }
        return switch (type) {
            case INTEGER, XID -> new BigInteger(value).compareTo(new BigInteger(before)) > 0;
            case NUMERIC -> new BigDecimal(value).compareTo(new BigDecimal(before)) > 0;
            case DATE, DATETIME, TIMESTAMP, OBJECTID -> value.compareTo(before) > 0;
        };
    }
}
