package dev.hedgerow.syncjob;

import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableReader;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.Written;
import dev.hedgerow.syncjob.State.KeptColumn;
import dev.hedgerow.syncjob.State.Staged;
import dev.hedgerow.syncjob.SyncLedger.Counts;
import dev.hedgerow.worker.CrashPoints;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads a whole table into a version of its own, which readers see when it is complete. A large table with a primary
 * key is read in its order, so that another attempt goes on where one was killed.
 */
@Component
class FullLoad {

    private final Warehouse warehouse;
    private final SyncLedger ledger;
    private final KeyCheck keys;
    private final Histories histories;
    private final CrashPoints crash;
    private final SyncProperties properties;

    FullLoad(
            Warehouse warehouse,
            SyncLedger ledger,
            KeyCheck keys,
            Histories histories,
            CrashPoints crash,
            SyncProperties properties) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.keys = keys;
        this.histories = histories;
        this.crash = crash;
        this.properties = properties;
    }

    void run(TableSync work, State state) {
        var staged = state.staged() != null && state.staged().after() != null ? state.staged() : null;
        if (!runOn(work, state, staged)) {
            runOn(work, state, null);
        }
    }

    /** Whether what is staged could be gone on with: not when it has columns that the table no longer has. */
    private boolean runOn(TableSync work, State state, @Nullable Staged staged) {
        try (var reader = work.open(read(work, state, staged));
                var _ = work.cancellation().onCancel(reader::close)) {
            var columns = KeptRows.kept(reader.columns());
            if (staged != null && !staged.columns().equals(KeptColumn.of(columns))) {
                return false;
            }
            write(work, state, staged, reader, columns);
            return true;
        }
    }

    private TableRead read(TableSync work, State state, @Nullable Staged staged) {
        var read = work.read(state.columnsAsText());
        var cursor = work.cursor();
        var following = cursor == null ? read : read.following(cursor, null);
        var key = work.table().primaryKey();
        var after = staged == null ? null : staged.after();
        if (after != null) {
            return following.ordered(new TableRead.ByKey(key), new TableRead.Checkpoint(after));
        }
        return key.isEmpty() || isOneLoad(work.table()) ? following : following.ordered(new TableRead.ByKey(key), null);
    }

    private boolean isOneLoad(SourceTable table) {
        return table.estimatedRows() != null && table.estimatedRows() <= properties.load();
    }

    private void write(
            TableSync work, State state, @Nullable Staged found, TableReader reader, List<SourceColumn> columns) {
        var resumed = found != null;
        var staged = found != null
                ? found
                : new Staged(ledger.newVersion(work.run()), KeptColumn.of(columns), null, 0, null);
        var version = SyncLedger.version(work.sync().schema(), staged.version());
        var before = staged.rows();
        var written = false;
        Written last;
        do {
            var rows = KeptRows.of(reader.next(resumed ? properties.chunk() : properties.load()));
            // What an attempt that was killed wrote after its last checkpoint comes once more.
            last = resumed
                    ? warehouse.merge(work.namespace(), version, work.table().primaryKey(), rows, work.cancellation())
                    : written
                            ? warehouse.append(work.namespace(), version, rows, work.cancellation())
                            : warehouse.load(work.namespace(), version, rows, work.cancellation());
            written = true;
            crash.reach("after a chunk of a sync");
            staged = new Staged(
                    staged.version(),
                    staged.columns(),
                    reader.reached().map(TableRead.Checkpoint::values).orElse(staged.after()),
                    before + reader.rows(),
                    resumed ? staged.mark() : reader.highest().orElse(null));
            ledger.checkpoint(work.run(), state.staging(staged), staged.rows());
            crash.reach("after a checkpoint of a sync");
        } while (!reader.ended());
        if (work.isIncremental()) {
            keys.requireUnique(
                    work, version, work.sync().type() == SyncType.APPEND ? List.of() : work.mergeKey(names(columns)));
        }
        reader.warnings()
                .forEach(warning ->
                        ledger.note(work.run(), "WARNING", work.sync().redacted(warning)));
        crash.reach("before a sync is published");
        ledger.complete(
                work.run(),
                work.sync(),
                histories.extend(work, state.at(staged.mark(), work.sync().mode()), version, columns),
                version,
                columns,
                new Counts(staged.rows(), last.rows()));
        crash.reach("after a sync is published");
    }

    private static List<String> names(List<SourceColumn> columns) {
        return columns.stream().map(SourceColumn::name).toList();
    }
}
