package dev.hedgerow.syncjob;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of one schema, as it stands.
 *
 * @param attempt how often a worker has taken it up; what an earlier attempt still writes no longer counts
 * @param writeMode what a round of changes did; null for other runs
 * @param createdBy null where the schedule asked for it
 */
public record SyncRun(
        UUID id,
        UUID source,
        UUID schema,
        Status status,
        int attempt,
        long rowsSynced,
        @Nullable String latestError,
        @Nullable String writeMode,
        @Nullable Long createdBy,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** What has become of it. */
    public enum Status {
        RUNNING("Running"),
        COMPLETED("Completed"),
        FAILED("Failed");

        public final String wire;

        Status(String wire) {
            this.wire = wire;
        }

        static Status of(String wire) {
            return switch (wire) {
                case "Running" -> RUNNING;
                case "Completed" -> COMPLETED;
                case "Failed" -> FAILED;
                default -> throw new IllegalStateException("no run has the status " + wire);
            };
        }
    }
}
