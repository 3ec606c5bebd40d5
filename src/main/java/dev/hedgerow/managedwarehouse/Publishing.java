package dev.hedgerow.managedwarehouse;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far behind what a project publishes is.
 *
 * @param behind tables that have newer rows than those that were published
 * @param lagSeconds since the one of these was published that has waited longest
 */
record Publishing(
        int tables, int behind, long lagSeconds, @Nullable Instant lastPublishedAt, List<Failure> failures) {

    /** A table that could not be published, and why. */
    record Failure(
            String table, @Nullable String error, @Nullable Instant failedAt) {}
}
