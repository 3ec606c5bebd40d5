package dev.hedgerow.source;

import dev.hedgerow.web.InvalidInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Moments in query strings: a date, or a date and a time, in UTC unless they say otherwise. */
final class Moment {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private Moment() {}

    static @Nullable Instant parse(String parameter, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            // A plus sign that nobody escaped arrives as a space.
            var parsed = FORMAT.parseBest(
                    text.strip().replaceFirst(" (\\d{2}:?\\d{2})$", "+$1"),
                    OffsetDateTime::from,
                    LocalDateTime::from,
                    LocalDate::from);
            return switch (parsed) {
                case OffsetDateTime zoned -> zoned.toInstant();
                case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
                case LocalDate date -> date.atStartOfDay(ZoneOffset.UTC).toInstant();
                default -> throw new DateTimeException(text);
            };
        } catch (DateTimeException _) {
            throw new InvalidInput(parameter, "Invalid timestamp: use ISO 8601, such as 2026-01-31T10:00:00Z.");
        }
    }
}
