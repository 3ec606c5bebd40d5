package dev.hedgerow.syncjob;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.RowBatch;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;

/** Rows on their way into the types in which the warehouse keeps them. */
public record KeptRows(RowSource rows, List<SourceColumn> columns) implements RowSource {

    public static KeptRows of(RowSource rows) {
        return new KeptRows(rows, kept(rows.columns()));
    }

    public static List<SourceColumn> kept(List<SourceColumn> columns) {
        return columns.stream()
                .map(column -> new SourceColumn(column.name(), WarehouseTypes.kept(column.type())))
                .toList();
    }

    @Override
    public int fill(RowBatch batch) {
        // Moments cross over as they are: both kinds are microseconds of UTC. Only bytes change on the way.
        var hasBytes = rows.columns().stream().anyMatch(column -> column.type() == Simple.BYTES);
        return rows.fill(hasBytes ? new BytesAsText(batch) : batch);
    }

    private record BytesAsText(RowBatch batch) implements RowBatch {

        @Override
        public int capacity() {
            return batch.capacity();
        }

        @Override
        public void setNull(int row, int column) {
            batch.setNull(row, column);
        }

        @Override
        public void setBoolean(int row, int column, boolean value) {
            batch.setBoolean(row, column, value);
        }

        @Override
        public void setLong(int row, int column, long value) {
            batch.setLong(row, column, value);
        }

        @Override
        public void setBigInteger(int row, int column, BigInteger value) {
            batch.setBigInteger(row, column, value);
        }

        @Override
        public void setDouble(int row, int column, double value) {
            batch.setDouble(row, column, value);
        }

        @Override
        public void setDecimal(int row, int column, BigDecimal value) {
            batch.setDecimal(row, column, value);
        }

        @Override
        public void setDecimal(int row, int column, long unscaled) {
            batch.setDecimal(row, column, unscaled);
        }

        @Override
        public void setUtf8(int row, int column, byte[] bytes, int from, int length) {
            batch.setUtf8(row, column, bytes, from, length);
        }

        @Override
        public void setBytes(int row, int column, byte[] value) {
            batch.setUtf8(row, column, ("\\x" + HexFormat.of().formatHex(value)).getBytes(US_ASCII));
        }

        @Override
        public void setDate(int row, int column, int epochDay) {
            batch.setDate(row, column, epochDay);
        }

        @Override
        public void setTimestamp(int row, int column, long epochMicros) {
            batch.setTimestamp(row, column, epochMicros);
        }
    }
}
