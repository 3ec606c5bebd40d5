package dev.hedgerow.syncjob;

import dev.hedgerow.catalog.TableContents;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.syncjob.State.History;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows readers what syncs have written, under the names that they know. */
@Component
class SyncedTables {

    private final WarehouseTables tables;

    SyncedTables(WarehouseTables tables) {
        this.tables = tables;
    }

    void publish(Sync sync, TableVersion version, List<SourceColumn> columns, long rows) {
        if (sync.showsState()) {
            publish(sync, sync.table(), version, shown(sync, columns), rows);
        } else {
            tables.unname(sync.team(), sync.table());
        }
    }

    void publish(Sync sync, @Nullable History history) {
        if (history != null && sync.showsHistory()) {
            publish(
                    sync,
                    Sync.historyTable(sync.table()),
                    SyncLedger.history(sync.schema(), history.version()),
                    history.sourceColumns(),
                    history.rows());
        }
    }

    private void publish(Sync sync, String name, TableVersion version, List<SourceColumn> columns, long rows) {
        tables.publish(
                sync.team(),
                name,
                new TableContents(version, WarehouseTypes.described(columns), rows),
                true,
                sync.owner());
    }

    /** Columns that are no longer to be synced keep their values until the next resync, but nobody sees them. */
    private static List<SourceColumn> shown(Sync sync, List<SourceColumn> columns) {
        return columns.stream().filter(column -> sync.shows(column.name())).toList();
    }
}
