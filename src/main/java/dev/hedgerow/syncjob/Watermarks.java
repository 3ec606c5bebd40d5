package dev.hedgerow.syncjob;

import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.Watermark;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Where an incremental read begins: at the watermark, rows that are equal to it included, and a little before it, since
 * a transaction that began earlier may commit later. Rows that are read again find themselves by their key.
 */
final class Watermarks {

    private Watermarks() {}

    static Watermark begin(String value, CursorType type, @Nullable Duration lookback, SyncProperties properties) {
        return switch (type) {
            case INTEGER, NUMERIC ->
                Watermark.from(new BigDecimal(value)
                        .subtract(BigDecimal.valueOf(properties.numberOverlap()))
                        .toPlainString());
            // An object id begins with the second in which it was made.
            case DATETIME, TIMESTAMP, DATE, OBJECTID ->
                Watermark.from(value).lookingBack(lookback == null ? properties.overlap() : lookback);
            case XID -> Watermark.from(value);
        };
    }

    /** The later of two: a watermark never goes back. */
    static @Nullable String later(CursorType type, @Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return compare(type, one, other) >= 0 ? one : other;
    }

    private static int compare(CursorType type, String one, String other) {
        return switch (type) {
            case INTEGER, NUMERIC, XID -> new BigDecimal(one).compareTo(new BigDecimal(other));
            case DATETIME, TIMESTAMP, DATE -> moment(one).compareTo(moment(other));
            case OBJECTID -> one.compareTo(other);
        };
    }

    private static LocalDateTime moment(String text) {
        var iso = text.replace(' ', 'T');
        try {
            return moment(DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from));
        } catch (DateTimeException _) {
            return LocalDate.parse(iso).atStartOfDay();
        }
    }

    private static LocalDateTime moment(TemporalAccessor parsed) {
        return parsed instanceof OffsetDateTime zoned
                ? zoned.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : LocalDateTime.from(parsed);
    }
}
