package dev.hedgerow.engine.duckdb;

import static dev.hedgerow.engine.duckdb.ArrowInterface.ARRAY;
import static dev.hedgerow.engine.duckdb.ArrowInterface.SCHEMA;
import static dev.hedgerow.engine.duckdb.ArrowInterface.STREAM;
import static dev.hedgerow.engine.duckdb.ArrowInterface.isNull;
import static dev.hedgerow.engine.duckdb.ArrowInterface.number;
import static dev.hedgerow.engine.duckdb.ArrowInterface.set;
import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.hedgerow.engine.RowSource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a source as a stream of Arrow's C interface. DuckDB pulls a batch at a time, reads some at once and gives
 * each back when it has; the memory lives until both sides are done with it.
 */
final class ArrowStream implements AutoCloseable {

    private static final long NULLABLE = 2;

    /** One of DuckDB's vectors. */
    private static final int FIRST_ROWS = 2048;
    /** One of DuckDB's row groups, which it compresses and writes as it comes. */
    private static final int MOST_ROWS = 60 * FIRST_ROWS;
    /** As many in a batch as make some ten megabytes. */
    private static final int MOST_VALUES = 1_300_000;

    private static final int GROWTH = 8;

    private final RowSource source;
    private final Arena memory = Arena.ofShared();
    private final MemorySegment struct;
    private final MemorySegment fields;
    private final int most;
    private final Queue<ArrowBatch> unused = new ConcurrentLinkedQueue<>();
    /** This side and the stream; and the batches that DuckDB has. */
    private final AtomicInteger holders = new AtomicInteger(2);

    private int capacity = FIRST_ROWS;
    private volatile @Nullable Throwable failure;

    ArrowStream(RowSource source) {
        this.source = source;
        struct = memory.allocate(STREAM);
        fields = fields();
        most = Math.clamp(MOST_VALUES / Math.max(source.columns().size(), 1), FIRST_ROWS, MOST_ROWS);
        ArrowCallbacks.open(this, struct);
    }

    /** Where the structure is that DuckDB takes over. */
    long address() {
        return struct.address();
    }

    /** What the source itself threw, which DuckDB would pass on as text only. */
    void rethrowFailure() {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
    }

    /** DuckDB shows this to nobody: {@link #rethrowFailure} says what it was. */
    @Nullable
    MemorySegment lastError() {
        return failure == null ? null : memory.allocateFrom(String.valueOf(failure));
    }

    void schema(MemorySegment schema) {
        set(schema, SCHEMA, "format", memory.allocateFrom("+s"));
        set(schema, SCHEMA, "name", memory.allocateFrom(""));
        set(schema, SCHEMA, "metadata", MemorySegment.NULL);
        set(schema, SCHEMA, "flags", 0);
        set(schema, SCHEMA, "n_children", source.columns().size());
        set(schema, SCHEMA, "children", fields);
        set(schema, SCHEMA, "dictionary", MemorySegment.NULL);
        set(schema, SCHEMA, "release", ArrowCallbacks.RELEASE_SCHEMA);
        set(schema, SCHEMA, "private_data", MemorySegment.NULL);
    }

    /** The next batch, as an array; at the end one that is released already. One thread at a time. */
    synchronized void next(MemorySegment array) {
        if (failure != null) {
            // Another of DuckDB's threads asks; behind a failure nothing must look like the end.
            throw new IllegalStateException("The rows have failed already", failure);
        }
        var batch = batch();
        batch.begin();
        int rows = source.fill(batch);
        if (rows == 0) {
            set(array, ARRAY, "release", MemorySegment.NULL);
        } else {
            holders.incrementAndGet();
            batch.lend(rows, array, ArrowCallbacks.RELEASE_ARRAY, ArrowCallbacks.lend(this, batch));
        }
    }

    /** One that came back; or a new one, larger than those before it, so that a few rows take little memory. */
    private ArrowBatch batch() {
        var waiting = unused.poll();
        if (waiting != null) {
            return waiting;
        }
        var batch = new ArrowBatch(source.columns(), capacity, memory);
        capacity = Math.min(GROWTH * capacity, most);
        return batch;
    }

    void takeBack(ArrowBatch batch) {
        if (batch.capacity() == most) {
            unused.add(batch);
        }
        letGo();
    }

    /** One of those who hold on to the memory does not any more. */
    void letGo() {
        if (holders.decrementAndGet() == 0) {
            memory.close();
        }
    }

    /** To be called when no statement reads it any more. What the source did is seen by the caller then. */
    @Override
    public synchronized void close() {
        if (!isNull(struct, STREAM, "release")) {
            // DuckDB never took it.
            ArrowCallbacks.closed(number(struct, STREAM, "private_data"));
            letGo();
        }
        letGo();
    }

    private MemorySegment fields() {
        var columns = source.columns();
        var pointers = memory.allocate(ADDRESS, Math.max(columns.size(), 1));
        for (int i = 0; i < columns.size(); i++) {
            var field = memory.allocate(SCHEMA);
            set(
                    field,
                    SCHEMA,
                    "format",
                    memory.allocateFrom(ArrowColumn.format(columns.get(i).type())));
            set(field, SCHEMA, "name", memory.allocateFrom("c" + i));
            set(field, SCHEMA, "flags", NULLABLE);
            set(field, SCHEMA, "release", ArrowCallbacks.RELEASE_SCHEMA);
            pointers.setAtIndex(ADDRESS, i, field);
        }
        return pointers;
    }
}
