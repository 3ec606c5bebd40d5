package dev.hedgerow.modelingjob;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * When a view is due. Slots are whole multiples of the interval since 1970, in UTC, so that they neither drift nor
 * depend on when the schedule was made; each view comes a little after its slot, always by the same, so that not all
 * come at once.
 */
record Timetable(Duration every, Duration lateness) {

    static Timetable of(UUID view, Duration every, Duration maxLateness) {
        var spread = Math.max(1, Math.min(maxLateness.toMillis(), every.toMillis() / 10));
        return new Timetable(every, Duration.ofMillis(Math.floorMod(view.hashCode(), spread)));
    }

    /** When it is due for the first slot that a run at this moment does not serve. */
    Instant dueAfter(Instant moment) {
        var slots = Math.floorDiv(moment.toEpochMilli(), every.toMillis()) + 1;
        return Instant.ofEpochMilli(slots * every.toMillis()).plus(lateness);
    }

    /** The slot that a due time stands for: from here on a run serves it. */
    Instant slot(Instant due) {
        return due.minus(lateness);
    }
}
