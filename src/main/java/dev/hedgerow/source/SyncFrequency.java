package dev.hedgerow.source;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How often a table can be synced. */
enum SyncFrequency {
    FIVE_MINUTES("5min", Duration.ofMinutes(5)),
    FIFTEEN_MINUTES("15min", Duration.ofMinutes(15)),
    THIRTY_MINUTES("30min", Duration.ofMinutes(30)),
    HOUR("1hour", Duration.ofHours(1)),
    SIX_HOURS("6hour", Duration.ofHours(6)),
    TWELVE_HOURS("12hour", Duration.ofHours(12)),
    DAY("24hour", Duration.ofDays(1)),
    WEEK("7day", Duration.ofDays(7)),
    MONTH("30day", Duration.ofDays(30));

    @JsonValue
    final String wire;

    final Duration interval;

    SyncFrequency(String wire, Duration interval) {
        this.wire = wire;
        this.interval = interval;
    }

    static Optional<SyncFrequency> of(String wire) {
        return Arrays.stream(values())
                .filter(frequency -> frequency.wire.equals(wire))
                .findFirst();
    }
}
