package dev.hedgerow.syncjob;

import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.syncjob.SyncFinished.Failed;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The first run of a table whose changes are to be followed: reads it at a moment that the changes lead on from. */
@Component
class CaptureLoad {

    private final Preparation preparation;
    private final FullLoad fullLoad;
    private final SyncLedger ledger;
    private final Streams streams;
    private final StreamTasks tasks;

    CaptureLoad(Preparation preparation, FullLoad fullLoad, SyncLedger ledger, Streams streams, StreamTasks tasks) {
        this.preparation = preparation;
        this.fullLoad = fullLoad;
        this.ledger = ledger;
        this.streams = streams;
        this.tasks = tasks;
    }

    void run(TableSync work, State state) {
        var broken = streams.find(work.sync().source()).filter(Streams.Row::broken);
        if (broken.isPresent()) {
            // Whatever were read now would not be followed.
            ledger.fail(work.run(), new Failed(String.valueOf(broken.get().latestError()), false));
            return;
        }
        if (state.isFollowed()) {
            ledger.complete(work.run());
        } else {
            requireFollowable(work);
            var prepared = preparation.prepare(work.remote(), work.sync().source(), work.sync());
            var published = prepared.published().get(work.table().path());
            work.changes().settle();
            // What was read before the slot was made has gaps, and what was read before the table was published anew.
            var leadsOn =
                    !prepared.made() && (state.staged() == null || Objects.equals(state.publishedAs(), published));
            fullLoad.run(work, (leadsOn ? state : state.staging(null).withGap()).publishedAs(published));
        }
        tasks.wake(work.sync().source());
    }

    private static void requireFollowable(TableSync work) {
        var table = work.table();
        if (table.primaryKey().isEmpty()) {
            throw new Permanent(
                    "CDC requires a primary key on table '%s'. Add one, or sync it another way."
                            .formatted(work.sync().name()),
                    null);
        }
        var taken = table.columns().stream()
                .map(TableColumn::name)
                .filter(name -> HistoryFold.COLUMNS.stream()
                        .anyMatch(column -> column.name().equals(name)))
                .findFirst();
        if (taken.isPresent()) {
            throw new Permanent(
                    "Column '%s' of table '%s' has a name that is reserved for CDC."
                            .formatted(taken.get(), work.sync().name()),
                    null);
        }
    }
}
