package dev.hedgerow.syncjob;

import dev.hedgerow.connector.ChangeStream.Position;
import dev.hedgerow.connector.Moment;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableChange;
import dev.hedgerow.engine.TableChange.AddAll;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.syncjob.State.History;
import dev.hedgerow.syncjob.State.KeptColumn;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tables of all changes: each reading of the whole table adds its rows to them, as what the changes lead on from. */
@Component
class Histories {

    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Warehouse warehouse;
    private final SyncLedger ledger;
    private final Clock clock;

    Histories(Warehouse warehouse, SyncLedger ledger, Clock clock) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The state with a history that has the rows of the version, where one is wanted. */
    State extend(TableSync work, State state, TableVersion read, List<SourceColumn> columns) {
        if (!work.sync().showsHistory()) {
            return state.keeping(null);
        }
        var moment = Objects.requireNonNull(state.watermark());
        var version = SyncLedger.history(work.sync().schema(), ledger.newVersion(work.run()));
        var all = new ArrayList<>(columns);
        all.addAll(HistoryFold.COLUMNS);
        var written =
                warehouse.materialize(work.namespace(), version, rows(read, moment), PATIENCE, work.cancellation());
        var before = surviving(work, state.history());
        return state.keeping(
                before == null
                        ? new History(version.number(), KeptColumn.of(all), moment, written.rows())
                        : joined(work, before, version, all, moment));
    }

    private @Nullable History surviving(TableSync work, @Nullable History before) {
        return before != null
                        && warehouse
                                .versions(work.namespace())
                                .contains(SyncLedger.history(work.sync().schema(), before.version()))
                ? before
                : null;
    }

    /** The rows there were and the new ones; changes lead on from where they were, unless some are lost. */
    private History joined(
            TableSync work, History before, TableVersion added, List<SourceColumn> columns, String moment) {
        var old = SyncLedger.history(work.sync().schema(), before.version());
        var version = SyncLedger.history(work.sync().schema(), ledger.newVersion(work.run()));
        var all = FollowedTable.historyColumns(before.sourceColumns(), columns);
        warehouse.reshape(work.namespace(), old, version, all, work.cancellation());
        var start = Track.text(Position.START);
        var mark = before.moment() == null
                ? start
                : warehouse.marks(work.namespace()).getOrDefault(old, start);
        var rows = warehouse.change(
                work.namespace(),
                List.of(new TableChange(version, all, null, mark, List.of(new AddAll(added)))),
                work.cancellation());
        warehouse.drop(work.namespace(), added);
        return new History(
                version.number(),
                KeptColumn.of(all),
                before.moment() == null ? moment : before.moment(),
                Objects.requireNonNull(rows.get(version)));
    }

    private String rows(TableVersion read, String moment) {
        return "SELECT *, 'snapshot' AS %s, TIMESTAMP '%s' AS %s, '%s' AS %s FROM \"%s\""
                .formatted(
                        HistoryFold.OPERATION.name(),
                        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                        HistoryFold.TIME.name(),
                        HistoryFold.sequence(Moment.of(moment).log(), 0),
                        HistoryFold.SEQUENCE.name(),
                        read.physicalName());
    }
}
