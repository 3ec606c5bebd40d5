package dev.hedgerow.capture;

import java.time.Duration;
import java.time.Instant;

/** How long to leave a project alone whose events cannot be loaded: longer after each failure, to half a minute. */
record Rest(Duration length, Instant until) {

    static final Rest NONE = new Rest(Duration.ZERO, Instant.MIN);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    boolean goesOnAt(Instant now) {
        return now.isBefore(until);
    }

    Rest longer(Instant now) {
        var doubled = length.isZero() ? FIRST : length.multipliedBy(2);
        var next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return new Rest(next, now.plus(next));
    }
}
