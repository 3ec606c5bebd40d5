package dev.hedgerow.source;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.syncjob.CdcTableMode;
import dev.hedgerow.syncjob.ChangeStreams;
import dev.hedgerow.syncjob.Sync;
import dev.hedgerow.syncjob.SyncRuns;
import dev.hedgerow.syncjob.SyncType;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What it means for a schema's tables and runs that its changes are followed, or not any more, or otherwise. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CdcTables {

    private final WarehouseTables tables;
    private final SyncRuns runs;
    private final ChangeStreams streams;

    CdcTables(WarehouseTables tables, SyncRuns runs, ChangeStreams streams) {
        this.tables = tables;
        this.runs = runs;
        this.streams = streams;
    }

    /** Also without a table to follow: its slot must not keep the log. */
    void begin(Source source) {
        streams.wake(source.id());
    }

    /** Takes away what is no longer wanted; says whether the rest has to be read anew. */
    boolean change(Team team, SourceSchema schema, SyncSettings before, SyncSettings next) {
        var was = before.syncType() == SyncType.CDC;
        var is = next.syncType() == SyncType.CDC;
        if (!was && !is) {
            return false;
        }
        streams.wake(schema.sourceId());
        var had = mode(before);
        if (!is) {
            leave(team, schema, had);
            return had == CdcTableMode.CDC_ONLY;
        }
        if (!was) {
            return true;
        }
        var wants = mode(next);
        if (had.showsHistory() && !wants.showsHistory()) {
            tables.remove(team, Sync.historyTable(schema.tableName()));
            runs.forgetHistory(team, schema.id());
        }
        if (had.showsState() && !wants.showsState()) {
            tables.unname(team, schema.tableName());
        }
        return (!had.showsHistory() && wants.showsHistory())
                || (!had.showsState() && wants.showsState())
                || !Objects.equals(before.enabledColumns(), next.enabledColumns());
    }

    /** The source's changes are not followed any more; the rows stay. */
    void leave(Team team, SourceSchema schema, CdcTableMode had) {
        if (had.showsHistory()) {
            tables.remove(team, Sync.historyTable(schema.tableName()));
        }
        runs.unfollow(team, schema.id());
    }

    /** The data of a schema is being deleted. */
    void delete(Team team, SourceSchema schema) {
        if (schema.syncType() == SyncType.CDC) {
            streams.wake(schema.sourceId());
            if (mode(schema.settings()).showsHistory()) {
                tables.remove(team, Sync.historyTable(schema.tableName()));
            }
        }
    }

    static CdcTableMode mode(SyncSettings settings) {
        return settings.cdcTableMode() == null ? CdcTableMode.CONSOLIDATED : settings.cdcTableMode();
    }
}
