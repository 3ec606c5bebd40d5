package dev.hedgerow.connector.sql;

import dev.hedgerow.connector.ConnectorException.Permanent;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Moments as people and servers write them, in the one form that all servers read. */
public final class Moments {

    private Moments() {}

    /**
     * Such as {@code 2026-01-31 10:00:00.500}; what has no zone stays what it is.
     *
     * @param digits after the second, at the most nine
     */
    public static String inUtc(String text, int digits) {
        var form = new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd HH:mm:ss");
        if (digits > 0) {
            form.appendLiteral('.')
                    .appendFraction(java.time.temporal.ChronoField.NANO_OF_SECOND, digits, digits, false);
        }
        return form.toFormatter().format(parsed(text.strip()));
    }

    private static LocalDateTime parsed(String text) {
        try {
            if (text.length() <= "2026-01-31".length()) {
                return LocalDate.parse(text).atStartOfDay();
            }
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime zoned
                    ? zoned.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                    : LocalDateTime.from(parsed);
        } catch (DateTimeException e) {
            throw new Permanent("The value '%s' is no date.".formatted(text), e);
        }
    }
}
