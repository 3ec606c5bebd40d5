package dev.hedgerow.savedquery;

import dev.hedgerow.auth.UserBasic;
import dev.hedgerow.catalog.FieldType;
import dev.hedgerow.modelingjob.IncrementalState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client gets back of one view.
 *
 * @param editedHistoryId documented, and always null: it is only ever sent
 * @param softUpdate likewise
 */
record SavedQueryResponse(
        UUID id,
        boolean deleted,
        String name,
        JsonNode query,
        @Nullable UserBasic createdBy,
        Instant createdAt,
        @Nullable String syncFrequency,
        List<Column> columns,
        @Nullable String status,
        @Nullable Instant lastRunAt,
        @Nullable String managedViewsetKind,
        @Nullable UUID folderId,
        @Nullable String folderName,
        @Nullable String latestError,
        @Nullable String editedHistoryId,
        UUID latestHistoryId,
        @Nullable Boolean softUpdate,
        @Nullable UUID dagId,
        boolean isMaterialized,
        SavedQuery.Origin origin,
        boolean isTest,
        @Nullable Instant expiresAt,
        String userAccessLevel,
        @Nullable String description,
        Instant updatedAt,
        FrequencyBounds syncFrequencyBounds,
        @Nullable IncrementalSettings incremental,
        @Nullable IncrementalState incrementalState,
        boolean hasIncrementalHistory,
        Map<String, Object> suspended) {

    /** A column as PostHog describes fields to its editors. */
    record Column(
            String key,
            String name,
            String type,
            boolean schemaValid,
            @Nullable List<String> fields,
            @Nullable String table,
            @Nullable List<String> chain,
            @Nullable String description) {

        static Column of(ViewColumn column) {
            var type = FieldType.of(column.shape().parsedType());
            return new Column(column.name(), column.name(), type, true, null, null, null, column.description());
        }
    }
}
