package dev.hedgerow.source;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.syncjob.Cadence;
import dev.hedgerow.syncjob.SyncRun;
import dev.hedgerow.syncjob.SyncRuns;
import dev.hedgerow.syncjob.SyncRuns.Cancelled;
import dev.hedgerow.syncjob.SyncType;
import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.NotFound;
import dev.hedgerow.web.Patch;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The short transactions of schemas, and what each change means for their runs. */
@Component
@Transactional
class SchemaStore {

    private final SchemaRepository schemas;
    private final HistoryNames names;
    private final SyncRuns runs;
    private final WarehouseTables tables;
    private final SourceStore sources;
    private final CdcTables cdc;
    private final Clock clock;

    SchemaStore(
            SchemaRepository schemas,
            HistoryNames names,
            SyncRuns runs,
            WarehouseTables tables,
            SourceStore sources,
            CdcTables cdc,
            Clock clock) {
        this.schemas = schemas;
        this.names = names;
        this.runs = runs;
        this.tables = tables;
        this.sources = sources;
        this.cdc = cdc;
        this.clock = clock;
    }

    SourceSchema get(Team team, UUID id) {
        return schemas.findByTeamIdAndIdAndDeletedAtIsNull(team.id(), id).orElseThrow(NotFound::new);
    }

    private SourceSchema locked(Team team, UUID id) {
        if (!schemas.existsByTeamIdAndIdAndDeletedAtIsNull(team.id(), id)) {
            throw new NotFound();
        }
        runs.hold(team, List.of(id));
        return get(team, id); // only now, as it is once the worker that had it is done
    }

    public SourceSchema change(Team team, Caller caller, UUID id, String sourceType, Patch<SchemaRequest> patch) {
        var schema = locked(team, id);
        var before = schema.settings();
        var next = patch.onto(SchemaRequest.of(before)).settings();
        var hasTable = !tables.published(team, List.of(schema.shownTable())).isEmpty();
        SchemaRules.check(schema, next, hasTable, sourceType, patch);
        schema.configure(next, clock.instant());
        names.require(schema, "cdc_table_mode");
        var startsAnew = cdc.change(team, schema, before, next)
                || (hasTable
                        && before.syncType() != next.syncType()
                        && (before.syncType() == SyncType.XMIN || next.syncType() == SyncType.XMIN));
        if (before.shouldSync() && !next.shouldSync()) {
            runs.cancel(team, id, "Sync stopped because syncing was turned off");
            runs.clearUp(team, id);
        } else if (startsAnew && next.shouldSync()) {
            schema.started();
            runs.restart(team, id, caller.userId(), "Sync stopped because the sync type was changed");
        } else if (startsAnew) {
            runs.reset(team, id);
        } else if (next.shouldSync()
                && (!before.shouldSync()
                        || (hasTable && !Objects.equals(before.incrementalField(), next.incrementalField())))) {
            schema.started();
            runs.runSoon(team, id, caller.userId());
        } else if (next.shouldSync()
                && (before.syncFrequency() != next.syncFrequency()
                        || !Objects.equals(before.syncTimeOfDay(), next.syncTimeOfDay()))) {
            arrangeNext(team, schema);
        }
        return schema;
    }

    /** A table that is never synced shows or does not, and so do its columns. */
    public SourceSchema changeDirect(Team team, UUID id, SyncSettings next) {
        var schema = get(team, id);
        if (next.rowFilters() != null) {
            throw SchemaRules.invalid("Row filters are not supported for direct query sources.");
        }
        SchemaRules.checkColumns(next, schema.sourceColumns(), schema.name());
        schema.configure(SchemaPlans.direct(next.shouldSync(), next.enabledColumns()), clock.instant());
        return schema;
    }

    public void delete(Team team, UUID id) {
        sources.delete(team, locked(team, id));
    }

    /** The rows go; how to get them stays. */
    public void deleteData(Team team, UUID id) {
        var schema = get(team, id);
        if (sources.get(team, schema.sourceId()).isDirect()) {
            schema.configure(SchemaPlans.direct(false, schema.settings().enabledColumns()), clock.instant());
            return;
        }
        if (tables.published(team, List.of(schema.shownTable())).isEmpty()) {
            return;
        }
        runs.cancel(team, id, "Sync stopped because its data was deleted");
        runs.discard(team, id);
        tables.remove(team, schema.tableName());
        cdc.delete(team, schema);
        schema.emptied();
        arrangeNext(team, schema);
    }

    public void reload(Team team, Caller caller, UUID id) {
        var schema = locked(team, id);
        requireFrequency(schema);
        schema.started();
        runs.runSoon(team, id, caller.userId());
    }

    public void resync(Team team, Caller caller, UUID id) {
        var schema = locked(team, id);
        requireFrequency(schema);
        runs.restart(team, id, caller.userId(), "Sync stopped because a resync was asked for");
        schema.started();
    }

    private static void requireFrequency(SourceSchema schema) {
        if (schema.settings().syncFrequency() == null) {
            throw new InvalidInput("sync_frequency", "A sync frequency is needed to sync this schema.");
        }
    }

    /** A status that no run stands behind is put right. */
    public Cancelled cancel(Team team, UUID id) {
        var schema = locked(team, id);
        var cancelled = runs.cancel(team, id, "Sync cancelled by user");
        if (cancelled == Cancelled.A_RUN || !"Running".equals(schema.status())) {
            return cancelled;
        }
        var last = runs.newest(id);
        if (last.filter(run -> run.status() == SyncRun.Status.COMPLETED).isPresent()) {
            schema.settle("Completed", null);
        } else {
            schema.settle("Failed", last.map(SyncRun::latestError).orElse("Sync cancelled by user"));
        }
        arrangeNext(team, schema);
        return Cancelled.A_REQUEST;
    }

    private void arrangeNext(Team team, SourceSchema schema) {
        var frequency = schema.settings().syncFrequency();
        if (schema.shouldSync() && frequency != null) {
            var cadence = new Cadence(frequency.interval, schema.settings().syncTimeOfDay());
            runs.schedule(team, schema.id(), cadence.next(clock.instant()));
        } else {
            runs.clearUp(team, schema.id());
        }
    }
}
