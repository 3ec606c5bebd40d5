package dev.hedgerow.source;

import dev.hedgerow.syncjob.SyncRun;
import dev.hedgerow.syncjob.SyncType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run of one of a source's schemas. */
record SyncResponse(
        UUID id,
        Instant createdAt,
        @Nullable Long createdBy,
        @Nullable Instant finishedAt,
        String status,
        Schema schema,
        long rowsSynced,
        @Nullable String latestError,
        String workflowRunId,
        @Nullable String cdcWriteMode,
        boolean billable,
        List<UUID> destinationIds) {

    record Schema(
            UUID id,
            String name,
            @Nullable String label,
            boolean shouldSync,
            @Nullable Instant lastSyncedAt,
            @Nullable SyncType syncType) {}

    static SyncResponse of(SyncRun run, SourceSchema schema) {
        return new SyncResponse(
                run.id(),
                run.createdAt(),
                run.createdBy(),
                run.finishedAt(),
                run.status().wire,
                new Schema(
                        schema.id(),
                        schema.name(),
                        schema.label(),
                        schema.shouldSync(),
                        schema.lastSyncedAt(),
                        schema.syncType()),
                run.rowsSynced(),
                run.latestError(),
                run.id() + "/" + run.attempt(),
                run.writeMode(),
                true,
                List.of());
    }
}
