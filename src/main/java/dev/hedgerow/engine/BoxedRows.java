package dev.hedgerow.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source over values in objects; each must be of the class its column's type calls for. */
record BoxedRows(List<SourceColumn> columns, Iterator<? extends List<? extends @Nullable Object>> rows)
        implements RowSource {

    @Override
    public int fill(RowBatch batch) {
        int row = 0;
        while (row < batch.capacity() && rows.hasNext()) {
            write(batch, row++, rows.next());
        }
        return row;
    }

    private void write(RowBatch batch, int row, List<? extends @Nullable Object> values) {
        for (int column = 0; column < columns.size(); column++) {
            var value = values.get(column);
            if (value == null) {
                batch.setNull(row, column);
            } else {
                write(batch, row, column, value);
            }
        }
    }

    private void write(RowBatch batch, int row, int column, Object value) {
        switch (columns.get(column).type()) {
            case ColumnType.Decimal _ -> batch.setDecimal(row, column, (BigDecimal) value);
            case ColumnType.Simple simple -> {
                switch (simple) {
                    case BOOLEAN -> batch.setBoolean(row, column, (Boolean) value);
                    case INTEGER -> batch.setLong(row, column, ((Number) value).longValue());
                    case BIG_INTEGER -> batch.setBigInteger(row, column, (BigInteger) value);
                    case DOUBLE -> batch.setDouble(row, column, ((Number) value).doubleValue());
                    case TEXT, JSON, UUID -> batch.setText(row, column, value.toString());
                    case BYTES -> batch.setBytes(row, column, (byte[]) value);
                    case DATE -> batch.setDate(row, column, Math.toIntExact(((LocalDate) value).toEpochDay()));
                    case TIMESTAMP ->
                        batch.setTimestamp(row, column, micros(((LocalDateTime) value).toInstant(ZoneOffset.UTC)));
                    case INSTANT -> batch.setTimestamp(row, column, micros((Instant) value));
                }
            }
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
