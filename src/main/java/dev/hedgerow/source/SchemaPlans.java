package dev.hedgerow.source;

import dev.hedgerow.syncjob.CdcTableMode;
import dev.hedgerow.syncjob.SyncType;
import dev.hedgerow.web.Patch;
import dev.hedgerow.web.RecordReader;
import dev.hedgerow.web.RequestData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Which tables of a new source are synced and how: as its creator chose, or as suits each table. */
@Component
class SchemaPlans {

    private static final int MAX_LOOKBACK = 5_184_000;

    private final RecordReader records;

    SchemaPlans(RecordReader records) {
        this.records = records;
    }

    /** A table and the way it will be synced. */
    record Plan(DiscoveredTable table, SyncSettings settings) {}

    /** For the {@code schemas} of a payload; none means all. */
    List<Plan> of(@Nullable JsonNode chosen, List<DiscoveredTable> discovered, AccessMethod access, boolean captured) {
        if (chosen != null && !chosen.isNull() && !chosen.isArray()) {
            throw new Refusal("The 'schemas' field must be a list of the tables to sync.");
        }
        if (chosen == null || chosen.isEmpty()) {
            return discovered.stream()
                    .map(table -> new Plan(table, access == AccessMethod.DIRECT ? ASKED : bestFor(table)))
                    .toList();
        }
        var tables = discovered.stream().collect(Collectors.toMap(DiscoveredTable::name, Function.identity()));
        var plans = new ArrayList<Plan>();
        for (var item : chosen) {
            if (!item.isObject()) {
                throw new Refusal("The 'schemas' field must be a list of the tables to sync.");
            }
            var choice = records.read(new RequestData(item, false), SchemaChoice.class);
            var table = tables.remove(choice.name());
            if (table == null) {
                throw new Refusal(
                        discovered.stream().anyMatch(known -> known.name().equals(choice.name()))
                                ? "Schema '%s' is given twice".formatted(choice.name())
                                : "Schemas given do not exist in source");
            }
            plans.add(new Plan(
                    table,
                    access == AccessMethod.DIRECT ? directSettings(choice, table) : settings(choice, table, captured)));
        }
        return plans;
    }

    /** A table that is asked where it is, with all its columns. */
    private static final SyncSettings ASKED = direct(true, null);

    /** For a table that is never synced there is only whether it shows, and which of its columns do. */
    static SyncSettings direct(boolean shown, @Nullable List<String> columns) {
        return new SyncSettings(
                shown, null, null, null, null, null, null, null, CdcTableMode.CONSOLIDATED, columns, null);
    }

    private static SyncSettings directSettings(SchemaChoice choice, DiscoveredTable table) {
        if (choice.rowFilters() != null && !choice.rowFilters().isEmpty()) {
            throw new Refusal("Row filter not allowed for schema '%s': a query filters a direct source itself."
                    .formatted(table.name()));
        }
        var settings = direct(choice.isSynced(), choice.enabledColumns());
        SchemaRules.checkColumns(settings, table.columns(), table.name());
        return settings;
    }

    /** For a table that nobody chose the way of. */
    static SyncSettings bestFor(DiscoveredTable table) {
        var cursor = table.preferredCursor();
        var type = cursor.isEmpty()
                ? SyncType.FULL_REFRESH
                : table.primaryKeys() == null ? SyncType.APPEND : SyncType.INCREMENTAL;
        return new SyncSettings(
                true,
                type,
                cursor.map(IncrementalField::field).orElse(null),
                cursor.map(IncrementalField::fieldType).orElse(null),
                null,
                SyncFrequency.SIX_HOURS,
                null,
                type == SyncType.FULL_REFRESH ? null : table.primaryKeys(),
                CdcTableMode.CONSOLIDATED,
                null,
                null);
    }

    /** For a table that is added by itself: as was asked, and otherwise as suits it, but not synced unless asked. */
    SyncSettings added(DiscoveredTable table, Patch<SchemaRequest> asked) {
        var best = bestFor(table);
        var nothing = new SchemaRequest(
                asked.names("sync_type"),
                null,
                null,
                null,
                null,
                SyncFrequency.SIX_HOURS.wire,
                null,
                null,
                CdcTableMode.CONSOLIDATED,
                null,
                null);
        var chosen = asked.names("sync_type") ? nothing : SchemaRequest.of(best).switchedOff();
        var settings = asked.onto(chosen).settings();
        if (settings.rowFilters() != null) {
            Discovery.flaw(settings.rowFilters(), table).ifPresent(flaw -> {
                throw SchemaRules.invalid("Invalid row filter: " + flaw);
            });
        }
        return settings;
    }

    private static SyncSettings settings(SchemaChoice choice, DiscoveredTable table, boolean captured) {
        var type = syncType(choice, captured);
        var cursor = choice.incrementalField() == null
                ? Optional.<IncrementalField>empty()
                : table.cursor(choice.incrementalField());
        if (choice.isSynced() && type != null && type.hasCursor()) {
            requireCursor(choice, cursor);
        }
        if (choice.isSynced() && type == SyncType.XMIN && !Boolean.TRUE.equals(table.xmin())) {
            throw new Refusal("xmin replication is not available for table '%s'.".formatted(table.name()));
        }
        var key =
                choice.primaryKeyColumns() == null || choice.primaryKeyColumns().isEmpty()
                        ? type == null || type == SyncType.FULL_REFRESH ? null : table.primaryKeys()
                        : choice.primaryKeyColumns();
        var request = new SchemaRequest(
                choice.shouldSync(),
                type,
                cursor.map(IncrementalField::field).orElse(choice.incrementalField()),
                cursor.map(IncrementalField::fieldType).orElse(choice.incrementalFieldType()),
                lookback(choice.incrementalFieldLookbackSeconds()),
                choice.syncFrequency() == null ? usualFrequency(type).wire : choice.syncFrequency(),
                choice.syncTimeOfDay(),
                key,
                choice.cdcTableMode(),
                choice.enabledColumns(),
                choice.rowFilters());
        var settings = request.settings();
        SchemaRules.checkColumns(settings, table.columns(), table.name());
        if (settings.rowFilters() != null && type == SyncType.CDC) {
            throw new Refusal("Row filter not allowed for schema '%s': it is synced by CDC.".formatted(table.name()));
        }
        if (settings.rowFilters() != null) {
            Discovery.flaw(settings.rowFilters(), table).ifPresent(flaw -> {
                throw new Refusal("Invalid row filter for schema '%s': %s".formatted(table.name(), flaw));
            });
        }
        SchemaRules.checkKey(settings, table.name(), table.columns(), settings.primaryKeyColumns());
        return settings.shouldSync() && type == null
                ? new SyncSettings(
                        true,
                        SyncType.FULL_REFRESH,
                        settings.incrementalField(),
                        settings.incrementalFieldType(),
                        settings.incrementalFieldLookbackSeconds(),
                        settings.syncFrequency(),
                        settings.syncTimeOfDay(),
                        settings.primaryKeyColumns(),
                        settings.cdcTableMode(),
                        settings.enabledColumns(),
                        settings.rowFilters())
                : settings;
    }

    private static SyncFrequency usualFrequency(@Nullable SyncType type) {
        return type == SyncType.CDC ? SyncFrequency.FIVE_MINUTES : SyncFrequency.SIX_HOURS;
    }

    private static @Nullable SyncType syncType(SchemaChoice choice, boolean captured) {
        if (choice.syncType() == null) {
            return null;
        }
        var type = SyncType.of(choice.syncType())
                .orElseThrow(() -> new Refusal(
                        "Unknown sync type: %s. Use one of: full_refresh, incremental, append, webhook, cdc, xmin."
                                .formatted(choice.syncType())));
        if (type == SyncType.CDC && !choice.isSynced()) {
            return null;
        }
        if (type == SyncType.CDC && !captured) {
            throw new Refusal(CdcService.NOT_ENABLED);
        }
        if (type == SyncType.WEBHOOK) {
            throw new Refusal("Schema '%s' cannot be synced via webhooks.".formatted(choice.name()));
        }
        return type;
    }

    private static void requireCursor(SchemaChoice choice, Optional<IncrementalField> known) {
        if (choice.incrementalField() == null || choice.incrementalField().isBlank()) {
            throw new Refusal("Incremental schemas given do not have an incremental field set");
        }
        if (known.isEmpty() && choice.incrementalFieldType() == null) {
            throw new Refusal("Incremental schemas given do not have an incremental field type set");
        }
        if (known.isEmpty()) {
            throw new Refusal("'%s' has no column '%s' that a sync could go by."
                    .formatted(choice.name(), choice.incrementalField()));
        }
    }

    private static @Nullable Integer lookback(@Nullable JsonNode seconds) {
        if (seconds == null || seconds.isNull()) {
            return null;
        }
        if (!seconds.isIntegralNumber() || seconds.longValue() < 0 || seconds.longValue() > MAX_LOOKBACK) {
            throw new Refusal(
                    "incremental_field_lookback_seconds must be a whole number between 0 and " + MAX_LOOKBACK);
        }
        return seconds.intValue();
    }
}
