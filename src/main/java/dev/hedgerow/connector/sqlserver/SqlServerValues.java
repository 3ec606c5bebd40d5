package dev.hedgerow.connector.sqlserver;

import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.jdbc.Values;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.RowBatch;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** Takes numbers and bytes as the driver has them, and dates as the texts that were asked for. */
final class SqlServerValues implements Values {

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final List<TableColumn> columns;
    private final long[] cut;

    SqlServerValues(List<TableColumn> columns) {
        this.columns = columns;
        cut = new long[columns.size()];
    }

    @Override
    public int write(RowBatch batch, int row, int column, ResultSet result) throws SQLException {
        var value = result.getObject(column + 1);
        if (value == null) {
            batch.setNull(row, column);
            return 1;
        }
        switch (columns.get(column).type()) {
            case Decimal _ -> batch.setDecimal(row, column, (BigDecimal) value);
            case Simple type -> simple(batch, row, column, value, type);
        }
        return switch (value) {
            case String text -> text.length();
            case byte[] bytes -> bytes.length;
            default -> Long.BYTES;
        };
    }

    private void simple(RowBatch batch, int row, int column, Object value, Simple type) {
        switch (type) {
            case BOOLEAN -> batch.setBoolean(row, column, (Boolean) value);
            case INTEGER, BIG_INTEGER -> batch.setLong(row, column, ((Number) value).longValue());
            // A real by its own text, so that 0.1 stays 0.1.
            case DOUBLE -> batch.setDouble(row, column, Double.parseDouble(value.toString()));
            case BYTES -> batch.setBytes(row, column, (byte[]) value);
            case TEXT, JSON, UUID -> batch.setText(row, column, value.toString());
            case DATE -> batch.setDate(row, column, Math.toIntExact(day(value.toString())));
            case TIMESTAMP, INSTANT -> batch.setTimestamp(row, column, moment(column, value.toString()));
        }
    }

    private static long day(String text) {
        return LocalDate.parse(text.substring(0, 10)).toEpochDay();
    }

    private long moment(int column, String text) {
        long nanos = LocalTime.parse(text.substring(11)).toNanoOfDay();
        if (nanos % 1000 != 0) {
            cut[column]++;
        }
        return day(text) * MICROS_PER_DAY + nanos / 1000;
    }

    @Override
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        for (int column = 0; column < cut.length; column++) {
            if (cut[column] > 0) {
                warnings.add("%d values of column %s have a seventh digit of the second, which was cut off."
                        .formatted(cut[column], columns.get(column).name()));
            }
        }
        return List.copyOf(warnings);
    }
}
