package dev.hedgerow.operations;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How many rows moved since the month began, as a bill would have it; nothing at all where there is no bill. */
record RowStats(
        boolean billingAvailable,
        String billingInterval,
        @Nullable Instant billingPeriodStart,
        @Nullable Instant billingPeriodEnd,
        long totalRows,
        long trackedBillingRows,
        long pendingBillingRows,
        long materializedRowsInBillingPeriod,
        Map<UUID, Long> breakdownOfRowsBySource) {

    static final RowStats UNBILLED = new RowStats(false, "", null, null, 0, 0, 0, 0, Map.of());

    /** Nobody tracks rows but we, so that all of them are pending. */
    static RowStats ofMonth(Instant start, Instant end, long synced, long materialized, Map<UUID, Long> bySource) {
        return new RowStats(true, "month", start, end, synced, 0, synced, materialized, bySource);
    }
}
