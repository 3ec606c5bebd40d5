package dev.hedgerow.engine.duckdb;

import static dev.hedgerow.engine.duckdb.ArrowInterface.ARRAY;
import static dev.hedgerow.engine.duckdb.ArrowInterface.set;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/** The values of one column of a batch where DuckDB reads them, and beside them a bit for each that is not null. */
abstract sealed class ArrowColumn {

    private static final long ALIGNMENT = 64;
    private static final byte ALL = -1;

    private final SegmentAllocator memory;
    private final MemorySegment array;
    private final MemorySegment buffers;
    private final MemorySegment present;
    private long nulls;

    private ArrowColumn(SegmentAllocator memory, int capacity, int buffers) {
        this.memory = memory;
        array = memory.allocate(ARRAY);
        this.buffers = memory.allocate(ADDRESS, buffers);
        present = memory.allocate((capacity + 7) / 8, ALIGNMENT).fill(ALL);
        set(array, ARRAY, "n_buffers", buffers);
        set(array, ARRAY, "buffers", this.buffers);
    }

    static ArrowColumn of(ColumnType type, SegmentAllocator memory, int capacity) {
        return switch (type) {
            case Decimal _ -> new Decimals(memory, capacity);
            case Simple simple ->
                switch (simple) {
                    case BOOLEAN -> new Bits(memory, capacity);
                    case INTEGER, TIMESTAMP, INSTANT -> new Longs(memory, capacity);
                    case DATE -> new Ints(memory, capacity);
                    case DOUBLE -> new Doubles(memory, capacity);
                    case BIG_INTEGER, TEXT, JSON, UUID, BYTES -> new Texts(memory, capacity);
                };
        };
    }

    /** What Arrow calls the type in which values cross over. */
    static String format(ColumnType type) {
        return switch (type) {
            case Decimal(int precision, int scale) -> "d:%d,%d".formatted(precision, scale);
            case Simple simple ->
                switch (simple) {
                    case BOOLEAN -> "b";
                    case INTEGER -> "l";
                    case DOUBLE -> "g";
                    case DATE -> "tdD";
                    case TIMESTAMP -> "tsu:";
                    case INSTANT -> "tsu:UTC";
                    case BIG_INTEGER, TEXT, JSON, UUID -> "U";
                    case BYTES -> "Z";
                };
        };
    }

    MemorySegment array() {
        return array;
    }

    void begin() {
        if (nulls > 0) {
            present.fill(ALL);
            nulls = 0;
        }
    }

    void finish(int rows) {
        set(array, ARRAY, "length", rows);
        set(array, ARRAY, "null_count", nulls);
        point(0, nulls == 0 ? MemorySegment.NULL : present);
    }

    void setNull(int row) {
        present.set(JAVA_BYTE, row >> 3, (byte) (present.get(JAVA_BYTE, row >> 3) & ~(1 << (row & 7))));
        nulls++;
    }

    void setBoolean(int row, boolean value) {
        throw unfit();
    }

    void setLong(int row, long value) {
        throw unfit();
    }

    void setInt(int row, int value) {
        throw unfit();
    }

    void setDouble(int row, double value) {
        throw unfit();
    }

    /** A whole number of 128 bits. */
    void setWide(int row, long low, long high) {
        throw unfit();
    }

    void setBytes(int row, byte[] bytes, int from, int length) {
        throw unfit();
    }

    final MemorySegment allocate(long bytes) {
        return memory.allocate(bytes, ALIGNMENT);
    }

    final void point(int buffer, MemorySegment values) {
        buffers.setAtIndex(ADDRESS, buffer, values);
    }

    private IllegalArgumentException unfit() {
        return new IllegalArgumentException(getClass().getSimpleName() + " are no values of this type");
    }

    private static final class Bits extends ArrowColumn {

        private final MemorySegment values;

        Bits(SegmentAllocator memory, int capacity) {
            super(memory, capacity, 2);
            values = allocate((capacity + 7) / 8);
            point(1, values);
        }

        @Override
        void begin() {
            super.begin();
            values.fill((byte) 0);
        }

        @Override
        void setBoolean(int row, boolean value) {
            if (value) {
                values.set(JAVA_BYTE, row >> 3, (byte) (values.get(JAVA_BYTE, row >> 3) | 1 << (row & 7)));
            }
        }
    }

    /** Values of one width. */
    private abstract static sealed class Fixed extends ArrowColumn {

        final MemorySegment values;

        private Fixed(SegmentAllocator memory, int capacity, int width) {
            super(memory, capacity, 2);
            values = allocate((long) capacity * width);
            point(1, values);
        }
    }

    private static final class Longs extends Fixed {

        Longs(SegmentAllocator memory, int capacity) {
            super(memory, capacity, Long.BYTES);
        }

        @Override
        void setLong(int row, long value) {
            values.setAtIndex(JAVA_LONG, row, value);
        }
    }

    private static final class Ints extends Fixed {

        Ints(SegmentAllocator memory, int capacity) {
            super(memory, capacity, Integer.BYTES);
        }

        @Override
        void setInt(int row, int value) {
            values.setAtIndex(JAVA_INT, row, value);
        }
    }

    private static final class Doubles extends Fixed {

        Doubles(SegmentAllocator memory, int capacity) {
            super(memory, capacity, Double.BYTES);
        }

        @Override
        void setDouble(int row, double value) {
            values.setAtIndex(JAVA_DOUBLE, row, value);
        }
    }

    private static final class Decimals extends Fixed {

        Decimals(SegmentAllocator memory, int capacity) {
            super(memory, capacity, 2 * Long.BYTES);
        }

        @Override
        void setWide(int row, long low, long high) {
            values.setAtIndex(JAVA_LONG, 2L * row, low);
            values.setAtIndex(JAVA_LONG, 2L * row + 1, high);
        }
    }

    /** One after the other, and where each ends. */
    private static final class Texts extends ArrowColumn {

        private static final long EXPECTED_LENGTH = 16;

        private final MemorySegment ends;
        private MemorySegment bytes;
        private long end;

        Texts(SegmentAllocator memory, int capacity) {
            super(memory, capacity, 3);
            ends = allocate((capacity + 1) * (long) Long.BYTES);
            bytes = allocate(capacity * EXPECTED_LENGTH);
            point(1, ends);
        }

        @Override
        void begin() {
            super.begin();
            end = 0;
        }

        @Override
        void finish(int rows) {
            super.finish(rows);
            point(2, bytes);
        }

        @Override
        void setNull(int row) {
            super.setNull(row);
            ends.setAtIndex(JAVA_LONG, row + 1L, end);
        }

        @Override
        void setBytes(int row, byte[] source, int from, int length) {
            if (end + length > bytes.byteSize()) {
                var larger = allocate(Math.max(2 * bytes.byteSize(), end + length));
                MemorySegment.copy(bytes, 0, larger, 0, end);
                bytes = larger;
            }
            MemorySegment.copy(source, from, bytes, JAVA_BYTE, end, length);
            end += length;
            ends.setAtIndex(JAVA_LONG, row + 1L, end);
        }
    }
}
