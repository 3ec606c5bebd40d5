package dev.hedgerow.savedquery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How often a materialized view is run anew. */
enum SyncFrequency {
    NEVER("never", null),
    FIFTEEN_MINUTES("15min", Duration.ofMinutes(15)),
    THIRTY_MINUTES("30min", Duration.ofMinutes(30)),
    HOUR("1hour", Duration.ofHours(1)),
    SIX_HOURS("6hour", Duration.ofHours(6)),
    TWELVE_HOURS("12hour", Duration.ofHours(12)),
    DAY("24hour", Duration.ofHours(24)),
    WEEK("7day", Duration.ofDays(7)),
    MONTH("30day", Duration.ofDays(30)),
    /** Once offered and still sent; the shortest there is today stands in for both. */
    MINUTE("1min", Duration.ofMinutes(15)),
    FIVE_MINUTES("5min", Duration.ofMinutes(15));

    @JsonValue
    final String wire;

    final @Nullable Duration interval;

    SyncFrequency(String wire, @Nullable Duration interval) {
        this.wire = wire;
        this.interval = interval;
    }

    /** The frequencies that differ, by interval, the most frequent first. */
    static SortedMap<Duration, SyncFrequency> offered() {
        var offered = new TreeMap<Duration, SyncFrequency>();
        for (var frequency : values()) {
            if (frequency.interval != null) {
                offered.putIfAbsent(frequency.interval, frequency);
            }
        }
        return offered;
    }

    /** What is shown of an interval: null stands for never, and no other word does. */
    static @Nullable String wireOf(@Nullable Duration interval) {
        return interval == null
                ? null
                : Arrays.stream(values())
                        .filter(frequency -> interval.equals(frequency.interval))
                        .findFirst()
                        .map(frequency -> frequency.wire)
                        .orElseGet(interval::toString);
    }

    /** As Python writes an interval, which is how the activity log has it: {@code 1 day, 0:00:00}. */
    static @Nullable String pythonOf(@Nullable Duration interval) {
        if (interval == null) {
            return null;
        }
        var days = interval.toDays();
        var time = "%d:%02d:%02d".formatted(interval.toHoursPart(), interval.toMinutesPart(), interval.toSecondsPart());
        return days == 0 ? time : "%d day%s, %s".formatted(days, days == 1 ? "" : "s", time);
    }
}
