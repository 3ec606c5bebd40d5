package dev.hedgerow.source;

import dev.hedgerow.syncjob.SyncType;
import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a table must have for the way it is to be synced. */
final class SchemaRules {

    private static final List<String> CURSOR_FIELDS = List.of(
            "incremental_field", "incremental_field_type", "incremental_field_lookback_seconds", "primary_key_columns");

    private SchemaRules() {}

    /** Judges a change in the documented order; the first breach is told. */
    static void check(
            SourceSchema schema, SyncSettings next, boolean hasTable, String sourceType, Patch<SchemaRequest> change) {
        var before = schema.settings();
        if (!Objects.equals(next.enabledColumns(), before.enabledColumns())) {
            checkColumns(next, schema.sourceColumns(), schema.name());
        }
        checkType(schema, next, sourceType);
        if (!change.names("sync_type")) {
            refuseStrayCursor(before, next);
        }
        if (next.syncType() == SyncType.INCREMENTAL) {
            requireKey(schema, next);
        }
        var key = before.primaryKeyColumns();
        if (hasTable
                && before.syncType() != null
                && before.syncType().hasKey()
                && key != null
                && !key.equals(next.primaryKeyColumns())) {
            throw new InvalidInput(
                    null,
                    "Primary key cannot be changed after data has been synced. "
                            + "Delete the synced data first, then change the primary key.");
        }
        if (next.syncType() == SyncType.XMIN && keyOf(schema, next).isEmpty()) {
            throw new InvalidInput(
                    null, "xmin replication requires a primary key on table '%s'.".formatted(schema.name()));
        }
        if (next.syncType() == SyncType.CDC) {
            checkCdc(schema, next);
        }
        if (next.shouldSync() && next.syncType() == null) {
            throw new InvalidInput(null, "Sync type must be set up first before enabling schema");
        }
        if (next.syncFrequency() == null && (next.shouldSync() || next.syncTimeOfDay() != null)) {
            throw new InvalidInput("sync_frequency", "A sync frequency is needed to sync this schema.");
        }
        if (next.shouldSync() && next.syncType() != null && next.syncType().hasCursor()) {
            if (next.incrementalField() == null || next.incrementalFieldType() == null) {
                throw new InvalidInput(
                        null,
                        "'%s' needs an incremental field and its type to be synced this way.".formatted(schema.name()));
            }
            requireKnown(schema, List.of(next.incrementalField()), "go by");
        }
    }

    private static void checkCdc(SourceSchema schema, SyncSettings next) {
        if (next.rowFilters() != null) {
            throw invalid("Row filters are not supported for tables that are synced by CDC.");
        }
        if (keyOf(schema, next).isEmpty()) {
            throw invalid("CDC requires a primary key on table '%s'. Add one, or sync it another way."
                    .formatted(schema.name()));
        }
        if (next.syncFrequency() == SyncFrequency.MONTH) {
            throw new InvalidInput("sync_frequency", "CDC needs a sync frequency of at most 7 days.");
        }
    }

    private static void checkType(SourceSchema schema, SyncSettings next, String sourceType) {
        var type = next.syncType();
        if (type == schema.syncType() || type == null) {
            return;
        }
        if (type == SyncType.WEBHOOK) {
            throw new InvalidInput(null, "'%s' cannot be synced via webhooks.".formatted(schema.name()));
        }
        if (type == SyncType.XMIN && !sourceType.equals("Postgres")) {
            throw new InvalidInput(null, "xmin replication is only available for Postgres sources.");
        }
    }

    private static void refuseStrayCursor(SyncSettings before, SyncSettings next) {
        var type = next.syncType();
        if (type == SyncType.INCREMENTAL || type == SyncType.APPEND || type == SyncType.WEBHOOK) {
            return;
        }
        var stray = new ArrayList<String>();
        stray(stray, 0, before.incrementalField(), next.incrementalField());
        stray(stray, 1, before.incrementalFieldType(), next.incrementalFieldType());
        stray(stray, 2, before.incrementalFieldLookbackSeconds(), next.incrementalFieldLookbackSeconds());
        stray(stray, 3, before.primaryKeyColumns(), next.primaryKeyColumns());
        if (!stray.isEmpty()) {
            throw new InvalidInput(
                    null,
                    "%s cannot be applied to a schema with sync type %s on its own. "
                                    .formatted(String.join(", ", stray), type == null ? "not set" : type.wire)
                            + "Include sync_type in the same request to change the sync type.");
        }
    }

    private static void stray(List<String> stray, int field, @Nullable Object before, @Nullable Object next) {
        if (next != null && !next.equals(before)) {
            stray.add(CURSOR_FIELDS.get(field));
        }
    }

    private static void requireKey(SourceSchema schema, SyncSettings next) {
        var key = keyOf(schema, next);
        if (key.isEmpty() && !schema.sourceColumns().isEmpty()) {
            throw new InvalidInput(
                    null,
                    "'%s' has no primary key to sync incrementally on. Name one with primary_key_columns, or sync it another way."
                            .formatted(schema.name()));
        }
        requireKnown(schema, key, "merge on");
    }

    private static List<String> keyOf(SourceSchema schema, SyncSettings next) {
        var chosen = next.primaryKeyColumns() == null ? schema.detectedPrimaryKeys() : next.primaryKeyColumns();
        return chosen == null ? List.of() : chosen;
    }

    private static void requireKnown(SourceSchema schema, List<String> columns, String purpose) {
        var known = names(schema.sourceColumns());
        var unknown = columns.stream().filter(name -> !known.contains(name)).toList();
        if (!known.isEmpty() && !unknown.isEmpty()) {
            throw new InvalidInput(
                    null,
                    "'%s' has no column named %s to %s.".formatted(schema.name(), String.join(", ", unknown), purpose));
        }
    }

    /** For a new schema: what is merged needs a key that is there. */
    static void checkKey(
            SyncSettings settings, String table, List<AvailableColumn> columns, @Nullable List<String> key) {
        if (!settings.shouldSync()
                || settings.syncType() == null
                || !settings.syncType().hasKey()) {
            return;
        }
        if (key == null || key.isEmpty()) {
            throw new Refusal(
                    "'%s' has no primary key to sync incrementally on. Name one with primary_key_columns, or sync it another way."
                            .formatted(table));
        }
        if (!names(columns).containsAll(key)) {
            throw new Refusal("'%s' has no column named %s to merge on.".formatted(table, String.join(", ", key)));
        }
    }

    static void checkColumns(SyncSettings settings, List<AvailableColumn> columns, String table) {
        var enabled = settings.enabledColumns();
        if (enabled == null) {
            return;
        }
        if (columns.isEmpty()) {
            throw new InvalidInput(
                    null,
                    "Column metadata is unavailable for '%s'. Refresh its source's schemas first.".formatted(table));
        }
        var unknown = enabled.stream()
                .filter(name -> !names(columns).contains(name))
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new InvalidInput(
                    null,
                    "Unknown columns in enabled_columns: [%s]. Use the names in available_columns.".formatted(unknown));
        }
    }

    private static List<String> names(List<AvailableColumn> columns) {
        return columns.stream().map(AvailableColumn::name).toList();
    }

    static InvalidInput invalid(String detail) {
        return new InvalidInput(null, detail);
    }
}
