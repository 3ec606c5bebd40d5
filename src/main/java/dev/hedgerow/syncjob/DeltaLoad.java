package dev.hedgerow.syncjob;

import dev.hedgerow.connector.Cursor;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableReader;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.Written;
import dev.hedgerow.syncjob.SyncLedger.Counts;
import dev.hedgerow.worker.CrashPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads what the cursor has passed and merges it into the version that readers see. Merging comes first and the
 * watermark after it, so that a chunk whose worker was killed is merged twice, which is merging it once.
 */
@Component
class DeltaLoad {

    private final Warehouse warehouse;
    private final SyncLedger ledger;
    private final KeyCheck keys;
    private final CrashPoints crash;
    private final SyncProperties properties;

    DeltaLoad(Warehouse warehouse, SyncLedger ledger, KeyCheck keys, CrashPoints crash, SyncProperties properties) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.keys = keys;
        this.crash = crash;
        this.properties = properties;
    }

    /** Whether there is something to add to: a table whose rows the key tells apart. */
    boolean isPossible(TableSync work, State state) {
        if (!work.isIncremental() || state.version() == null) {
            return false;
        }
        var goesOn = work.sync().mode().equals(state.mode());
        var columns = names(state.sourceColumns());
        if (goesOn) {
            return true;
        }
        // Only a full refresh leaves the rows of the source and no others.
        return SyncType.FULL_REFRESH.wire.equals(wireOf(state.mode()))
                && work.sync().type() != SyncType.XMIN
                && columns.containsAll(work.mergeKey(columns))
                && keys.isUnique(work, version(work, state), work.mergeKey(columns));
    }

    void run(TableSync work, State found) {
        // Another cursor's watermark means nothing: all rows are read once more and find their places.
        var state = work.sync().mode().equals(found.mode())
                ? found
                : found.at(null, work.sync().mode());
        readOn(work, state).ifPresent(fromStart -> readOn(work, fromStart));
    }

    /** Says where to begin again when there is a new column, whose values older rows may have too. */
    private Optional<State> readOn(TableSync work, State found) {
        var cursor = Objects.requireNonNull(work.cursor());
        try (var reader = work.remote().read(read(work, found, cursor));
                var _ = work.cancellation().onCancel(reader::close)) {
            var columns = KeptRows.kept(reader.columns());
            var drift = Drift.between(found.sourceColumns(), columns);
            var state = drift.reshapes() ? reshape(work, found, drift) : found;
            if (drift.adds() && state.watermark() != null) {
                var fromStart = state.at(null, work.sync().mode());
                ledger.checkpoint(work.run(), fromStart, 0);
                return Optional.of(fromStart);
            }
            merge(work, state, cursor, reader, columns);
            return Optional.empty();
        }
    }

    private TableRead read(TableSync work, State state, Cursor cursor) {
        var watermark = state.watermark() == null
                ? null
                : Watermarks.begin(state.watermark(), cursor.type(), work.sync().lookback(), properties);
        var read = work.read(state.columnsAsText()).following(cursor, watermark);
        return cursor.indexed() ? read.ordered(new TableRead.ByCursor(), null) : read;
    }

    private State reshape(TableSync work, State state, Drift drift) {
        var next = SyncLedger.version(work.sync().schema(), ledger.newVersion(work.run()));
        var written =
                warehouse.reshape(work.namespace(), version(work, state), next, drift.columns(), work.cancellation());
        crash.reach("after a sync reshaped its table");
        ledger.note(work.run(), "INFO", "The table's columns have changed: " + described(state, drift));
        return ledger.switchTo(work.run(), work.sync(), state, next, drift.columns(), written.rows());
    }

    private static String described(State state, Drift drift) {
        var before = state.sourceColumns();
        var changes = new ArrayList<String>();
        for (var column : drift.columns()) {
            if (!before.contains(column)) {
                changes.add(column.name() + " is " + WarehouseTypes.name(column.type()));
            }
        }
        return String.join(", ", changes);
    }

    private void merge(TableSync work, State state, Cursor cursor, TableReader reader, List<SourceColumn> columns) {
        var version = version(work, state);
        var key = work.mergeKey(names(columns));
        var progress = state;
        Written last;
        do {
            last = warehouse.merge(
                    work.namespace(), version, key, KeptRows.of(reader.next(properties.chunk())), work.cancellation());
            crash.reach("after a chunk of a sync");
            if (cursor.indexed() || reader.ended()) {
                progress = progress.at(
                        mark(cursor, progress.watermark(), reader), work.sync().mode());
            }
            ledger.checkpoint(work.run(), progress, reader.rows());
            crash.reach("after a checkpoint of a sync");
        } while (!reader.ended());
        reader.warnings()
                .forEach(warning ->
                        ledger.note(work.run(), "WARNING", work.sync().redacted(warning)));
        crash.reach("before a sync is published");
        ledger.complete(
                work.run(),
                work.sync(),
                progress,
                version,
                state.sourceColumns(),
                new Counts(reader.rows(), last.rows()));
        crash.reach("after a sync is published");
    }

    private static @Nullable String mark(Cursor cursor, @Nullable String before, TableReader reader) {
        return Watermarks.later(cursor.type(), before, reader.highest().orElse(null));
    }

    private static TableVersion version(TableSync work, State state) {
        return SyncLedger.version(work.sync().schema(), Objects.requireNonNull(state.version()));
    }

    private static @Nullable String wireOf(@Nullable String mode) {
        return mode == null ? null : mode.substring(0, mode.indexOf(':'));
    }

    private static List<String> names(List<SourceColumn> columns) {
        return columns.stream().map(SourceColumn::name).toList();
    }
}
