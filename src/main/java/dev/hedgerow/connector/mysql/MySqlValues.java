package dev.hedgerow.connector.mysql;

import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.jdbc.Values;
import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.RowBatch;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads values out of the texts in which the server sends them. */
final class MySqlValues implements Values {

    private final List<TableColumn> columns;
    private final long[] notDates;

    MySqlValues(List<TableColumn> columns) {
        this.columns = columns;
        notDates = new long[columns.size()];
    }

    /** Of dates which are none, such as 0000-00-00. */
    @Override
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        for (int column = 0; column < notDates.length; column++) {
            if (notDates[column] > 0) {
                warnings.add("%d values of column %s are dates with zeros for the year, month or day, and became null."
                        .formatted(notDates[column], columns.get(column).name()));
            }
        }
        return List.copyOf(warnings);
    }

    @Override
    public int write(RowBatch batch, int row, int column, ResultSet result) throws SQLException {
        var type = columns.get(column).type();
        if (type == Simple.TEXT || type == Simple.JSON || type == Simple.UUID || type == Simple.BYTES) {
            return write(batch, row, column, result.getBytes(column + 1), type == Simple.BYTES);
        }
        var text = result.getString(column + 1);
        if (text == null) {
            batch.setNull(row, column);
            return 1;
        }
        write(batch, row, column, text, type);
        return text.length();
    }

    private static int write(RowBatch batch, int row, int column, byte @Nullable [] value, boolean binary) {
        if (value == null) {
            batch.setNull(row, column);
            return 1;
        }
        if (binary) {
            batch.setBytes(row, column, value);
        } else {
            batch.setUtf8(row, column, value);
        }
        return value.length;
    }

    private void write(RowBatch batch, int row, int column, String text, ColumnType type) {
        switch (type) {
            case Decimal _ -> batch.setDecimal(row, column, new BigDecimal(text));
            case Simple simple -> {
                switch (simple) {
                    case INTEGER -> batch.setLong(row, column, Long.parseLong(text));
                    case BIG_INTEGER -> batch.setBigInteger(row, column, new BigInteger(text));
                    case DOUBLE -> batch.setDouble(row, column, number(column, text));
                    case DATE, TIMESTAMP, INSTANT -> moment(batch, row, column, text, simple);
                    case BOOLEAN, TEXT, JSON, UUID, BYTES -> throw new IllegalStateException("No text: " + simple);
                }
            }
        }
    }

    /** A float by its own text, so that 0.1 stays 0.1. */
    private double number(int column, String text) {
        return columns.get(column).dataType().startsWith("float")
                ? Double.parseDouble(Float.toString(Float.parseFloat(text)))
                : Double.parseDouble(text);
    }

    private void moment(RowBatch batch, int row, int column, String text, Simple type) {
        try {
            var date = LocalDate.parse(text.substring(0, 10));
            if (date.getYear() == 0) {
                throw new DateTimeException(text);
            }
            if (type == Simple.DATE) {
                batch.setDate(row, column, Math.toIntExact(date.toEpochDay()));
            } else {
                long micros = LocalTime.parse(text.substring(11)).toNanoOfDay() / 1000;
                batch.setTimestamp(row, column, date.toEpochDay() * 86_400_000_000L + micros);
            }
        } catch (DateTimeException _) {
            notDates[column]++;
            batch.setNull(row, column);
        }
    }
}
