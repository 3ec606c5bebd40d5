package dev.hedgerow.savedquery;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client may set.
 *
 * @param editedHistoryId the {@code latest_history_id} that the client last saw
 * @param softUpdate whether to save without comparing that
 * @param types columns and their ClickHouse types, as pairs, of a client that knows them already
 */
record SavedQueryRequest(
        @Nullable Boolean deleted,
        @NotBlank @Size(max = 128) String name,
        JsonNode query,
        @Nullable UUID folderId,
        @Nullable @Size(max = 255) String editedHistoryId,
        @Nullable Boolean softUpdate,
        @Nullable UUID dagId,
        @Nullable Boolean isTest,
        @Nullable @Size(max = 10_000) String description,
        @Nullable SyncFrequency syncFrequency,
        @Nullable IncrementalSettings incremental,
        @Nullable JsonNode types) {

    static SavedQueryRequest of(SavedQuery saved) {
        return new SavedQueryRequest(
                null,
                saved.name(),
                saved.query(),
                saved.folderId(),
                null,
                null,
                null,
                saved.isTest(),
                saved.description(),
                null,
                saved.incremental(),
                null);
    }

    boolean isSoft() {
        return Boolean.TRUE.equals(softUpdate);
    }
}
