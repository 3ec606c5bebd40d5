package dev.hedgerow.operations;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of a sync or of a view.
 *
 * @param type the kind of source, or that it is a view
 * @param name of the table or view, if it is still known
 */
record Run(
        UUID id,
        @Nullable String type,
        @Nullable String name,
        String status,
        long rows,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable String latestError,
        @Nullable String workflowRunId,
        @Nullable String origin,
        @Nullable UUID sourceId) {}
