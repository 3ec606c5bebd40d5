package dev.hedgerow.engine.duckdb;

import static dev.hedgerow.engine.duckdb.ArrowInterface.ARRAY;
import static dev.hedgerow.engine.duckdb.ArrowInterface.SCHEMA;
import static dev.hedgerow.engine.duckdb.ArrowInterface.STREAM;
import static dev.hedgerow.engine.duckdb.ArrowInterface.number;
import static dev.hedgerow.engine.duckdb.ArrowInterface.set;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The functions that DuckDB calls with a stream or what came out of it. Each finds its object by a number in the
 * structure, and none lets anything be thrown, which would end the process.
 */
@SuppressWarnings({"restricted", "UnusedMethod"}) // native code is what calls
final class ArrowCallbacks {

    private static final Map<Long, ArrowStream> STREAMS = new ConcurrentHashMap<>();
    private static final Map<Long, Lent> LENT = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private static final int OK = 0;
    private static final int INPUT_OUTPUT_ERROR = 5;

    private static final MemorySegment GET_SCHEMA = stub(
            "getSchema",
            FunctionDescriptor.of(JAVA_INT, ADDRESS.withTargetLayout(STREAM), ADDRESS.withTargetLayout(SCHEMA)));
    private static final MemorySegment GET_NEXT = stub(
            "getNext",
            FunctionDescriptor.of(JAVA_INT, ADDRESS.withTargetLayout(STREAM), ADDRESS.withTargetLayout(ARRAY)));
    private static final MemorySegment GET_LAST_ERROR =
            stub("getLastError", FunctionDescriptor.of(ADDRESS, ADDRESS.withTargetLayout(STREAM)));
    private static final MemorySegment RELEASE =
            stub("release", FunctionDescriptor.ofVoid(ADDRESS.withTargetLayout(STREAM)));
    static final MemorySegment RELEASE_SCHEMA =
            stub("releaseSchema", FunctionDescriptor.ofVoid(ADDRESS.withTargetLayout(SCHEMA)));
    static final MemorySegment RELEASE_ARRAY =
            stub("releaseArray", FunctionDescriptor.ofVoid(ADDRESS.withTargetLayout(ARRAY)));

    private ArrowCallbacks() {}

    private record Lent(ArrowStream stream, ArrowBatch batch) {}

    static void open(ArrowStream stream, MemorySegment struct) {
        long number = NUMBERS.incrementAndGet();
        STREAMS.put(number, stream);
        set(struct, STREAM, "get_schema", GET_SCHEMA);
        set(struct, STREAM, "get_next", GET_NEXT);
        set(struct, STREAM, "get_last_error", GET_LAST_ERROR);
        set(struct, STREAM, "release", RELEASE);
        set(struct, STREAM, "private_data", number);
    }

    static void closed(long number) {
        STREAMS.remove(number);
    }

    /** The number under which the batch comes back. */
    static long lend(ArrowStream stream, ArrowBatch batch) {
        long number = NUMBERS.incrementAndGet();
        LENT.put(number, new Lent(stream, batch));
        return number;
    }

    /** How many streams and batches are with DuckDB. */
    static int held() {
        return STREAMS.size() + LENT.size();
    }

    private static ArrowStream stream(MemorySegment struct) {
        return Objects.requireNonNull(STREAMS.get(number(struct, STREAM, "private_data")));
    }

    private static int getSchema(MemorySegment struct, MemorySegment schema) {
        var stream = stream(struct);
        try {
            stream.schema(schema);
            return OK;
        } catch (Throwable e) {
            stream.fail(e);
            return INPUT_OUTPUT_ERROR;
        }
    }

    private static int getNext(MemorySegment struct, MemorySegment array) {
        var stream = stream(struct);
        try {
            stream.next(array);
            return OK;
        } catch (Throwable e) {
            stream.fail(e);
            return INPUT_OUTPUT_ERROR;
        }
    }

    private static MemorySegment getLastError(MemorySegment struct) {
        var error = stream(struct).lastError();
        return error == null ? MemorySegment.NULL : error;
    }

    private static void release(MemorySegment struct) {
        set(struct, STREAM, "release", MemorySegment.NULL);
        var stream = STREAMS.remove(number(struct, STREAM, "private_data"));
        if (stream != null) {
            stream.letGo();
        }
    }

    private static void releaseSchema(MemorySegment schema) {
        set(schema, SCHEMA, "release", MemorySegment.NULL);
    }

    private static void releaseArray(MemorySegment array) {
        set(array, ARRAY, "release", MemorySegment.NULL);
        var lent = LENT.remove(number(array, ARRAY, "private_data"));
        // Those of the columns go with the whole.
        if (lent != null) {
            lent.stream.takeBack(lent.batch);
        }
    }

    private static MemorySegment stub(String method, FunctionDescriptor descriptor) {
        try {
            var target = MethodHandles.lookup().findStatic(ArrowCallbacks.class, method, descriptor.toMethodType());
            return Linker.nativeLinker().upcallStub(target, descriptor, Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
