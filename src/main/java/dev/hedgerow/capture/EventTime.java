package dev.hedgerow.capture;

import dev.hedgerow.web.IsoTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When an event happened, as far as the client's clock can be trusted: what matters is how long ago it says it was. */
final class EventTime {

    private static final Duration TOLERATED_FUTURE = Duration.ofHours(23);
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private EventTime() {}

    /**
     * The time on our clock.
     *
     * @param timestamp when it happened, on the client's clock
     * @param offset milliseconds between the event and its sending, from clients that send no timestamp
     * @param sentAt when it was sent, on the client's clock
     */
    static Instant of(@Nullable String timestamp, @Nullable Long offset, @Nullable Instant sentAt, Instant now) {
        var claimed = timestamp == null ? Optional.<Instant>empty() : IsoTime.parse(timestamp);
        var time = claimed.map(at -> sentAt == null ? at : now.minus(Duration.between(at, sentAt)))
                .orElseGet(() -> offset == null ? now : now.minusMillis(offset));
        if (time.isAfter(now.plus(TOLERATED_FUTURE))) {
            return now;
        }
        return time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)
                ? Instant.EPOCH
                : time.truncatedTo(ChronoUnit.MICROS);
    }
}
