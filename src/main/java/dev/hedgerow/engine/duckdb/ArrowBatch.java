package dev.hedgerow.engine.duckdb;

import static dev.hedgerow.engine.duckdb.ArrowInterface.ARRAY;
import static dev.hedgerow.engine.duckdb.ArrowInterface.set;
import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.RowBatch;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.WarehouseException.QueryFailed;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in memory that DuckDB reads where they are. It is written again once DuckDB has given it back. */
final class ArrowBatch implements RowBatch {

    private final List<SourceColumn> columns;
    private final ArrowColumn[] values;
    private final MemorySegment children;
    private final MemorySegment buffers;
    private final int capacity;

    ArrowBatch(List<SourceColumn> columns, int capacity, SegmentAllocator memory) {
        this.columns = columns;
        this.capacity = capacity;
        values = columns.stream()
                .map(column -> ArrowColumn.of(column.type(), memory, capacity))
                .toArray(ArrowColumn[]::new);
        children = memory.allocate(ADDRESS, Math.max(columns.size(), 1));
        for (int i = 0; i < values.length; i++) {
            children.setAtIndex(ADDRESS, i, values[i].array());
        }
        buffers = memory.allocate(ADDRESS);
    }

    void begin() {
        for (var column : values) {
            column.begin();
        }
    }

    /** Lends so many rows to whoever reads the array, until it is released. */
    void lend(int rows, MemorySegment array, MemorySegment release, long number) {
        for (var column : values) {
            column.finish(rows);
            set(column.array(), ARRAY, "release", release);
        }
        set(array, ARRAY, "length", rows);
        set(array, ARRAY, "null_count", 0);
        set(array, ARRAY, "offset", 0);
        set(array, ARRAY, "n_buffers", 1);
        set(array, ARRAY, "n_children", values.length);
        set(array, ARRAY, "buffers", buffers);
        set(array, ARRAY, "children", children);
        set(array, ARRAY, "dictionary", MemorySegment.NULL);
        set(array, ARRAY, "release", release);
        set(array, ARRAY, "private_data", number);
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public void setNull(int row, int column) {
        values[column].setNull(row);
    }

    @Override
    public void setBoolean(int row, int column, boolean value) {
        values[column].setBoolean(row, value);
    }

    @Override
    public void setLong(int row, int column, long value) {
        values[column].setLong(row, value);
    }

    @Override
    public void setBigInteger(int row, int column, BigInteger value) {
        var digits = value.toString().getBytes(StandardCharsets.US_ASCII);
        values[column].setBytes(row, digits, 0, digits.length);
    }

    @Override
    public void setDouble(int row, int column, double value) {
        values[column].setDouble(row, value);
    }

    @Override
    public void setDecimal(int row, int column, BigDecimal value) {
        var type = (Decimal) columns.get(column).type();
        try {
            var exact = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
            if (exact.precision() <= type.precision()) {
                var unscaled = exact.unscaledValue();
                values[column].setWide(
                        row,
                        unscaled.longValue(),
                        unscaled.shiftRight(Long.SIZE).longValue());
                return;
            }
        } catch (ArithmeticException e) {
            throw unfit(column, value, e);
        }
        throw unfit(column, value, null);
    }

    @Override
    public void setDecimal(int row, int column, long unscaled) {
        values[column].setWide(row, unscaled, unscaled >> (Long.SIZE - 1));
    }

    @Override
    public void setUtf8(int row, int column, byte[] bytes, int from, int length) {
        values[column].setBytes(row, bytes, from, length);
    }

    @Override
    public void setBytes(int row, int column, byte[] value) {
        values[column].setBytes(row, value, 0, value.length);
    }

    @Override
    public void setDate(int row, int column, int epochDay) {
        values[column].setInt(row, epochDay);
    }

    @Override
    public void setTimestamp(int row, int column, long epochMicros) {
        values[column].setLong(row, epochMicros);
    }

    private QueryFailed unfit(int column, BigDecimal value, @Nullable ArithmeticException cause) {
        var target = columns.get(column);
        return new QueryFailed(
                "The value %s does not fit the type %s of column %s."
                        .formatted(value, Sql.type(target.type()), target.name()),
                cause);
    }
}
