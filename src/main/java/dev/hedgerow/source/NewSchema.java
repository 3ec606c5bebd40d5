package dev.hedgerow.source;

import dev.hedgerow.syncjob.CdcTableMode;
import dev.hedgerow.syncjob.SyncType;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A table to add to a source, which may be left out where only one source has such a table, and how to sync it. */
record NewSchema(
        @Nullable UUID sourceId,
        @NotBlank String name,
        @Nullable Boolean shouldSync,
        @Nullable SyncType syncType,
        @Nullable String incrementalField,
        @Nullable CursorType incrementalFieldType,
        @Nullable String syncFrequency,
        @Nullable String syncTimeOfDay,
        @Nullable List<String> primaryKeyColumns,
        @Nullable CdcTableMode cdcTableMode,
        @Nullable List<String> enabledColumns,
        @Nullable JsonNode rowFilters) {}
