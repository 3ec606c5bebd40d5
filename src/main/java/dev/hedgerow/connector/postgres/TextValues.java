package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.ConnectorException.ColumnOutgrown;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.RowBatch;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Values out of PostgreSQL's texts, the same as come out of its binary form. */
record TextValues(Session lookups, TablePath table) {

    @Nullable
    Object of(Codec codec, String text) throws SQLException {
        if (codec.isComputed()) {
            return of(codec, codec.column().type(), computed(codec, text));
        }
        return of(codec, codec.column().type(), text);
    }

    private @Nullable Object of(Codec codec, dev.hedgerow.engine.ColumnType type, String text) {
        return switch (type) {
            case Decimal decimal -> decimal(codec, decimal, text);
            case Simple simple ->
                switch (simple) {
                    case BOOLEAN -> text.equals("t");
                    case INTEGER -> Long.valueOf(text);
                    case BIG_INTEGER -> new BigInteger(text);
                    case DOUBLE -> Double.valueOf(text);
                    case TEXT, JSON, UUID -> text;
                    case BYTES -> HexFormat.of().parseHex(text, 2, text.length());
                    case DATE -> date(text);
                    case TIMESTAMP, INSTANT -> timestamp(codec, text);
                };
        };
    }

    /** What COPY has the server make of a value, such as JSON of an array. */
    private String computed(Codec codec, String text) throws SQLException {
        var value = "CAST(? AS %s)".formatted(codec.column().dataType());
        try (var statement = lookups.connection()
                .prepareStatement(
                        "SELECT (%s)::text".formatted(codec.expression().replace("%s", value)))) {
            statement.setString(1, text);
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getString(1);
            }
        }
    }

    private @Nullable BigDecimal decimal(Codec codec, Decimal type, String text) {
        if (text.equals("NaN")) {
            return null;
        }
        if (text.endsWith("Infinity")) {
            throw outgrown(codec, "an infinite number");
        }
        var value = new BigDecimal(text);
        var least = value.scale() > type.scale() ? value.stripTrailingZeros() : value;
        if (least.scale() > type.scale() || least.precision() - least.scale() > type.precision() - type.scale()) {
            throw outgrown(codec, text.length() > 60 ? "a number of %d digits".formatted(least.precision()) : text);
        }
        return least;
    }

    private static LocalDate date(String text) {
        return switch (text) {
            case "infinity" -> LocalDate.ofEpochDay(RowBatch.DATE_INFINITY);
            case "-infinity" -> LocalDate.ofEpochDay(-RowBatch.DATE_INFINITY);
            default ->
                calendarDate(text.endsWith(" BC") ? text.substring(0, text.length() - 3) : text, text.endsWith(" BC"));
        };
    }

    private static LocalDate calendarDate(String text, boolean beforeChrist) {
        int dash = text.indexOf('-');
        int year = Integer.parseInt(text.substring(0, dash));
        return LocalDate.of(
                beforeChrist ? 1 - year : year,
                Integer.parseInt(text.substring(dash + 1, dash + 3)),
                Integer.parseInt(text.substring(dash + 4, dash + 6)));
    }

    private LocalDateTime timestamp(Codec codec, String text) {
        if (text.endsWith("infinity")) {
            long micros = text.startsWith("-") ? -RowBatch.TIMESTAMP_INFINITY : RowBatch.TIMESTAMP_INFINITY;
            return LocalDateTime.ofInstant(java.time.Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
        }
        boolean beforeChrist = text.endsWith(" BC");
        int space = text.indexOf(' ');
        var date = calendarDate(text.substring(0, space), beforeChrist);
        if (date.getYear() > 294_246) {
            throw outgrown(codec, "a time after the year 294246");
        }
        var time = text.substring(space + 1, beforeChrist ? text.length() - 3 : text.length());
        // The session is in UTC, so that every zone is +00.
        int zone = time.indexOf('+');
        return LocalDateTime.of(date, LocalTime.parse(zone < 0 ? time : time.substring(0, zone)));
    }

    private ColumnOutgrown outgrown(Codec codec, String value) {
        return new ColumnOutgrown(table, codec.column().name(), value);
    }
}
