package dev.hedgerow.syncjob;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * When a table is synced: at the anchor, in UTC, and at every interval from there; without one, an interval after the
 * last time.
 */
public record Cadence(Duration interval, @Nullable LocalTime anchor) {

    public Instant next(Instant after) {
        if (anchor == null) {
            return after.plus(interval);
        }
        // Counted from a fixed day, so that 12 hours means the same two times every day and clocks may jump.
        var first = LocalDate.EPOCH.atTime(anchor).toInstant(ZoneOffset.UTC);
        var passed = Math.floorDiv(Duration.between(first, after).toMillis(), interval.toMillis());
        return first.plus(interval.multipliedBy(passed + 1));
    }
}
