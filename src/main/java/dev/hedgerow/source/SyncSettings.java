package dev.hedgerow.source;

import dev.hedgerow.syncjob.CdcTableMode;
import dev.hedgerow.syncjob.SyncType;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How a table is synced: what a client may set of it. */
record SyncSettings(
        boolean shouldSync,
        @Nullable SyncType syncType,
        @Nullable String incrementalField,
        @Nullable CursorType incrementalFieldType,
        @Nullable Integer incrementalFieldLookbackSeconds,
        @Nullable SyncFrequency syncFrequency,
        @Nullable LocalTime syncTimeOfDay,
        @Nullable List<String> primaryKeyColumns,
        @Nullable CdcTableMode cdcTableMode,
        @Nullable List<String> enabledColumns,
        @Nullable JsonNode rowFilters) {}
