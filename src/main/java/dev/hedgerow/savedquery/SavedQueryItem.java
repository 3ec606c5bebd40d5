package dev.hedgerow.savedquery;

import dev.hedgerow.auth.UserBasic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a list shows of a view: all but its text. */
record SavedQueryItem(
        UUID id,
        boolean deleted,
        String name,
        @Nullable UserBasic createdBy,
        Instant createdAt,
        @Nullable String syncFrequency,
        List<SavedQueryResponse.Column> columns,
        @Nullable String status,
        @Nullable Instant lastRunAt,
        @Nullable String managedViewsetKind,
        @Nullable UUID folderId,
        @Nullable String folderName,
        @Nullable String latestError,
        boolean isMaterialized,
        SavedQuery.Origin origin,
        boolean isTest,
        @Nullable Instant expiresAt,
        String userAccessLevel,
        @Nullable String description,
        Instant updatedAt,
        boolean isIncremental) {}
