package dev.hedgerow.source;

import dev.hedgerow.syncjob.CdcTableMode;
import dev.hedgerow.syncjob.SyncType;
import dev.hedgerow.web.InvalidInput;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a client may set of a schema, as it is sent. */
record SchemaRequest(
        @Nullable Boolean shouldSync,
        @Nullable SyncType syncType,
        @Nullable String incrementalField,
        @Nullable CursorType incrementalFieldType,
        @Nullable @Min(0) @Max(5_184_000) Integer incrementalFieldLookbackSeconds,
        @Nullable String syncFrequency,
        @Nullable String syncTimeOfDay,
        @Nullable List<String> primaryKeyColumns,
        @Nullable CdcTableMode cdcTableMode,
        @Nullable List<String> enabledColumns,
        @Nullable JsonNode rowFilters) {

    private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}:\\d{2}");

    static SchemaRequest of(SyncSettings settings) {
        return new SchemaRequest(
                settings.shouldSync(),
                settings.syncType(),
                settings.incrementalField(),
                settings.incrementalFieldType(),
                settings.incrementalFieldLookbackSeconds(),
                settings.syncFrequency() == null ? null : settings.syncFrequency().wire,
                timeText(settings.syncTimeOfDay()),
                settings.primaryKeyColumns(),
                settings.cdcTableMode(),
                settings.enabledColumns(),
                settings.rowFilters());
    }

    SchemaRequest switchedOff() {
        return new SchemaRequest(
                false,
                syncType,
                incrementalField,
                incrementalFieldType,
                incrementalFieldLookbackSeconds,
                syncFrequency,
                syncTimeOfDay,
                primaryKeyColumns,
                cdcTableMode,
                enabledColumns,
                rowFilters);
    }

    static @Nullable String timeText(@Nullable LocalTime time) {
        return time == null ? null : "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
    }

    SyncSettings settings() {
        return new SyncSettings(
                Boolean.TRUE.equals(shouldSync),
                syncType,
                incrementalField,
                incrementalFieldType,
                incrementalFieldLookbackSeconds,
                frequency(),
                timeOfDay(),
                primaryKeyColumns == null || primaryKeyColumns.isEmpty() ? null : primaryKeyColumns,
                cdcTableMode,
                enabledColumns,
                rowFilters == null || rowFilters.isNull() ? null : rowFilters);
    }

    private @Nullable SyncFrequency frequency() {
        if (syncFrequency == null) {
            return null;
        }
        if (syncFrequency.equals("never")) {
            throw new InvalidInput(
                    "sync_frequency", "\"never\" is no longer a sync frequency. Set should_sync to false instead.");
        }
        return SyncFrequency.of(syncFrequency)
                .orElseThrow(() -> new InvalidInput(
                        "sync_frequency",
                        "invalid_choice",
                        "\"%s\" is not a valid sync frequency. The fastest sync frequency is 5 minutes."
                                .formatted(syncFrequency)));
    }

    private @Nullable LocalTime timeOfDay() {
        if (syncTimeOfDay == null) {
            return null;
        }
        try {
            if (TIME.matcher(syncTimeOfDay).matches()) {
                return LocalTime.parse(syncTimeOfDay);
            }
        } catch (DateTimeException _) {
            // said below, like any other text that is no time
        }
        throw new InvalidInput(null, "Invalid sync time of day");
    }
}
