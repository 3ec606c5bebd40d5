package dev.hedgerow.source;

import dev.hedgerow.syncjob.CdcTableMode;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A table to sync, as it is named when a source is created. */
record SchemaChoice(
        @NotBlank String name,
        @Nullable Boolean shouldSync,
        @Nullable String syncType,
        @Nullable String incrementalField,
        @Nullable CursorType incrementalFieldType,
        @Nullable JsonNode incrementalFieldLookbackSeconds,
        @Nullable List<String> primaryKeyColumns,
        @Nullable String syncTimeOfDay,
        @Nullable String syncFrequency,
        @Nullable CdcTableMode cdcTableMode,
        @Nullable List<String> enabledColumns,
        @Nullable JsonNode rowFilters) {

    boolean isSynced() {
        return Boolean.TRUE.equals(shouldSync);
    }
}
