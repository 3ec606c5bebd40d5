package dev.hedgerow.source;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.PublishedTable;
import dev.hedgerow.catalog.TableColumn;
import dev.hedgerow.syncjob.CdcTableMode;
import dev.hedgerow.syncjob.SyncType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a client sees of a schema; its source is told where one schema is asked for, and null in lists. */
record SchemaResponse(
        UUID id,
        String name,
        @Nullable String label,
        @Nullable Table table,
        boolean shouldSync,
        @Nullable Instant lastSyncedAt,
        @Nullable String latestError,
        boolean incremental,
        @Nullable String status,
        @Nullable SyncType syncType,
        @Nullable String incrementalField,
        @Nullable CursorType incrementalFieldType,
        @Nullable Integer incrementalFieldLookbackSeconds,
        @Nullable String syncFrequency,
        @Nullable String syncTimeOfDay,
        @Nullable String description,
        @Nullable List<String> primaryKeyColumns,
        CdcTableMode cdcTableMode,
        @Nullable String incrementalSyncBlocked,
        @Nullable List<String> enabledColumns,
        @Nullable JsonNode rowFilters,
        @Nullable JsonNode rowFilterColumns,
        List<AvailableColumn> availableColumns,
        boolean sourceColumnMetadataAvailable,
        @Nullable String apiVersion,
        @Nullable JsonNode apiVersionDeprecation,
        String userAccessLevel,
        @Nullable SourceSummary source) {

    record Table(
            UUID id,
            String name,
            String hogqlName,
            List<Column> columns,
            @Nullable Long rowCount,
            String userAccessLevel) {}

    record Column(
            String key,
            String name,
            String type,
            boolean schemaValid,
            @Nullable List<String> fields,
            @Nullable String table,
            @Nullable List<String> chain) {

        static Column of(TableColumn column) {
            return new Column(column.name(), column.name(), column.fieldType(), true, null, null, null);
        }
    }

    record SourceSummary(
            UUID id,
            String sourceType,
            AccessMethod accessMethod,
            boolean supportsColumnSelection,
            boolean supportsRowFilters,
            boolean requiresExactColumnMetadata,
            String userAccessLevel,
            String apiVersion,
            List<String> supportedApiVersions) {}

    static SchemaResponse of(
            SourceSchema schema,
            Source source,
            @Nullable PublishedTable table,
            Team team,
            Caller caller,
            @Nullable SourceSummary summary) {
        var settings = schema.settings();
        var level = caller.accessLevel(team, source.createdBy());
        return new SchemaResponse(
                schema.id(),
                schema.name(),
                schema.label(),
                table == null ? live(schema, source, level) : table(schema, source, table, level),
                schema.shouldSync(),
                schema.lastSyncedAt(),
                schema.latestError(),
                schema.syncType() == SyncType.INCREMENTAL,
                schema.status(),
                schema.syncType(),
                settings.incrementalField(),
                settings.incrementalFieldType(),
                settings.incrementalFieldLookbackSeconds(),
                settings.syncFrequency() == null ? null : settings.syncFrequency().wire,
                SchemaRequest.timeText(settings.syncTimeOfDay()),
                schema.description(),
                settings.primaryKeyColumns(),
                settings.cdcTableMode() == null ? CdcTableMode.CONSOLIDATED : settings.cdcTableMode(),
                null,
                settings.enabledColumns(),
                settings.rowFilters(),
                null,
                schema.sourceColumns(),
                !schema.sourceColumns().isEmpty(),
                null,
                null,
                level,
                summary);
    }

    /** What is asked where it is goes by the id of its schema, since no table here stands for it. */
    private static @Nullable Table live(SourceSchema schema, Source source, String level) {
        var live = schema.liveTable();
        if (!source.isDirect() || !schema.shouldSync() || live == null) {
            return null;
        }
        var columns = live.described().stream()
                .filter(column -> schema.offers(column.name()))
                .map(Column::of)
                .toList();
        return new Table(schema.id(), schema.name(), schema.name(), columns, null, level);
    }

    private static Table table(SourceSchema schema, Source source, PublishedTable table, String level) {
        return new Table(
                table.id(),
                Prefix.flatName(source.prefix(), source.sourceType(), schema.name())
                        + schema.shownTable().substring(schema.tableName().length()),
                table.name(),
                table.columns().stream().map(Column::of).toList(),
                table.rows(),
                level);
    }
}
