package dev.hedgerow.source;

import dev.hedgerow.syncjob.CdcTableMode;
import dev.hedgerow.syncjob.Sync;
import dev.hedgerow.syncjob.SyncType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A table of a source: whether and how it is synced, and how that went. */
@Entity
@Table(name = "external_data_schema")
@DynamicUpdate // syncs and people change different columns at the same time
class SourceSchema {

    @Id
    private UUID id;

    private long teamId;
    private UUID sourceId;
    private String name;
    private @Nullable String label;
    private String tableName;
    private boolean shouldSync;

    @SuppressWarnings("UnusedVariable") // read by people who look for what broke
    private @Nullable Instant autoDisabledAt;

    private @Nullable String status;
    private @Nullable String latestError;
    private @Nullable Instant lastSyncedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable SyncType syncType;

    private @Nullable String incrementalField;

    @Enumerated(EnumType.STRING)
    private @Nullable CursorType incrementalFieldType;

    private @Nullable Integer lookbackSeconds;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable List<String> primaryKeyColumns;

    @Enumerated(EnumType.STRING)
    private CdcTableMode cdcTableMode;

    @Enumerated(EnumType.STRING)
    private @Nullable SyncFrequency syncFrequency;

    private @Nullable LocalTime syncTimeOfDay;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable List<String> enabledColumns;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable JsonNode rowFilters;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<AvailableColumn> sourceColumns;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable List<String> detectedPrimaryKeys;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LiveTable liveTable;

    private @Nullable String description;
    private @Nullable Long createdBy;

    @SuppressWarnings("UnusedVariable") // lists go by it
    private Instant createdAt;

    @SuppressWarnings("UnusedVariable") // read by people
    private Instant updatedAt;

    private @Nullable Instant deletedAt;

    @SuppressWarnings("NullAway.Init")
    protected SourceSchema() {}

    /** A table that was just found; it is not synced until somebody says so. */
    SourceSchema(Source source, DiscoveredTable table, @Nullable Long creator, Instant now) {
        this.id = UUID.randomUUID();
        this.teamId = source.teamId();
        this.sourceId = source.id();
        this.name = table.name();
        this.label = table.label();
        this.tableName = Prefix.tableName(source.nameSpace(), table.name());
        this.description = table.description();
        this.cdcTableMode = CdcTableMode.CONSOLIDATED;
        this.syncFrequency = SyncFrequency.SIX_HOURS;
        this.sourceColumns = table.columns();
        this.detectedPrimaryKeys = table.primaryKeys();
        this.liveTable = table.live();
        this.createdBy = creator;
        this.createdAt = now;
        this.updatedAt = now;
    }

    void callTable(String name) {
        tableName = name;
    }

    void configure(SyncSettings settings, Instant now) {
        if (settings.shouldSync()) {
            autoDisabledAt = null;
        }
        shouldSync = settings.shouldSync();
        syncType = settings.syncType();
        incrementalField = settings.incrementalField();
        incrementalFieldType = settings.incrementalFieldType();
        lookbackSeconds = settings.incrementalFieldLookbackSeconds();
        primaryKeyColumns = settings.primaryKeyColumns();
        cdcTableMode = settings.cdcTableMode() == null ? CdcTableMode.CONSOLIDATED : settings.cdcTableMode();
        syncFrequency = settings.syncFrequency();
        syncTimeOfDay = settings.syncTimeOfDay();
        enabledColumns = settings.enabledColumns();
        rowFilters = settings.rowFilters();
        updatedAt = now;
    }

    /** Whether all changes of its source go into a table of their own. */
    boolean keepsHistory() {
        return syncType == SyncType.CDC && cdcTableMode.showsHistory();
    }

    void seen(DiscoveredTable table, Instant now) {
        label = table.label();
        sourceColumns = table.columns();
        detectedPrimaryKeys = table.primaryKeys();
        liveTable = table.live();
        updatedAt = now;
    }

    /** The table is gone from the source; its rows stay. */
    void vanished(Instant now) {
        shouldSync = false;
        status = lastSyncedAt == null ? null : "Completed";
        latestError = null;
        updatedAt = now;
    }

    void started() {
        status = "Running";
    }

    void completed(Instant at) {
        status = "Completed";
        latestError = null;
        lastSyncedAt = at;
    }

    void failed(String error) {
        status = "Failed";
        latestError = error;
    }

    /** Trying again would end the same way until somebody changes something. */
    void disabled(Instant at) {
        shouldSync = false;
        autoDisabledAt = at;
    }

    /** Its source's changes are not captured any more: how to sync it is to be chosen anew. */
    void ceased() {
        shouldSync = false;
        syncType = null;
        status = lastSyncedAt == null ? null : "Completed";
        latestError = null;
    }

    /** What it showed before a run was asked for that never came. */
    void settle(String status, @Nullable String error) {
        this.status = status;
        this.latestError = error;
    }

    /** The data is gone; how to get it stays. */
    void emptied() {
        status = null;
        latestError = null;
        lastSyncedAt = null;
    }

    void delete(Instant now) {
        deletedAt = now;
        emptied();
    }

    void revive(Instant now) {
        deletedAt = null;
        updatedAt = now;
    }

    UUID id() {
        return id;
    }

    long teamId() {
        return teamId;
    }

    UUID sourceId() {
        return sourceId;
    }

    String name() {
        return name;
    }

    @Nullable
    String label() {
        return label;
    }

    String tableName() {
        return tableName;
    }

    /** The table that stands for the schema: that of the changes where only those are kept. */
    String shownTable() {
        return syncType == SyncType.CDC && !cdcTableMode.showsState() ? Sync.historyTable(tableName) : tableName;
    }

    boolean shouldSync() {
        return shouldSync;
    }

    /** Whether its rows come as they are made, and not when we ask. */
    boolean isPushed() {
        return syncType == SyncType.CDC || syncType == SyncType.WEBHOOK;
    }

    /** How often it is synced without anybody asking for it. */
    Optional<Duration> interval() {
        return Optional.ofNullable(syncFrequency)
                .filter(_ -> shouldSync && syncType != null)
                .map(frequency -> frequency.interval);
    }

    @Nullable
    String status() {
        return status;
    }

    @Nullable
    String latestError() {
        return latestError;
    }

    @Nullable
    Instant lastSyncedAt() {
        return lastSyncedAt;
    }

    @Nullable
    SyncType syncType() {
        return syncType;
    }

    SyncSettings settings() {
        return new SyncSettings(
                shouldSync,
                syncType,
                incrementalField,
                incrementalFieldType,
                lookbackSeconds,
                syncFrequency,
                syncTimeOfDay,
                primaryKeyColumns,
                cdcTableMode,
                enabledColumns,
                rowFilters);
    }

    List<AvailableColumn> sourceColumns() {
        return sourceColumns;
    }

    @Nullable
    List<String> detectedPrimaryKeys() {
        return detectedPrimaryKeys;
    }

    @Nullable
    LiveTable liveTable() {
        return liveTable;
    }

    /** Whether readers are to see the column; the key and the cursor always come along. */
    boolean offers(String column) {
        return enabledColumns == null
                || enabledColumns.contains(column)
                || key().contains(column)
                || column.equals(incrementalField);
    }

    @Nullable
    String description() {
        return description;
    }

    @Nullable
    Long createdBy() {
        return createdBy;
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    /** The columns by which rows are told apart: those that were chosen, or those that were found. */
    List<String> key() {
        if (primaryKeyColumns != null && !primaryKeyColumns.isEmpty()) {
            return primaryKeyColumns;
        }
        return detectedPrimaryKeys == null ? List.of() : detectedPrimaryKeys;
    }
}
