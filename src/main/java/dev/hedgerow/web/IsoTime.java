package dev.hedgerow.web;

import static java.time.temporal.ChronoField.HOUR_OF_DAY;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;

/**
 * Moments as clients write them outside of JSON bodies: a date, or a date and a time, in UTC unless they say otherwise.
 */
public final class IsoTime {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .parseDefaulting(HOUR_OF_DAY, 0)
            .toFormatter(Locale.ROOT);

    private IsoTime() {}

    /** Empty for what is no moment. */
    public static Optional<Instant> parse(String text) {
        try {
            var parsed = FORMAT.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    parsed instanceof OffsetDateTime time
                            ? time.toInstant()
                            : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
