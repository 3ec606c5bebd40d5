package dev.hedgerow.syncjob;

import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.connector.Change;
import dev.hedgerow.connector.ChangeStream.Position;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.syncjob.FollowedTable.Folded;
import dev.hedgerow.worker.CrashPoints;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Applies changes batch by batch: first to the warehouse, in one transaction together with how far that is; then it is
 * written down for readers; and only then the source may forget them. Where it breaks off, the changes come again, and
 * those that are there are told by the marks. What the source may forget is in the marks too: should they be behind
 * that one day, then the warehouse is not the one that had the changes.
 */
@Component
class StreamRound {

    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Captures captures;
    private final StreamLedger ledger;
    private final Warehouse warehouse;
    private final CrashPoints crash;
    private final SyncProperties properties;

    StreamRound(
            Captures captures, StreamLedger ledger, Warehouse warehouse, CrashPoints crash, SyncProperties properties) {
        this.captures = captures;
        this.ledger = ledger;
        this.warehouse = warehouse;
        this.crash = crash;
        this.properties = properties;
    }

    /** What to do next with the stream. */
    enum Next {
        GO_ON,
        IDLE,
        OPEN_ANEW
    }

    Next run(OpenStream open, BooleanSupplier stopping) {
        long end = System.nanoTime() + properties.slice().toNanos();
        while (System.nanoTime() < end && !stopping.getAsBoolean()) {
            var batch = open.stream().poll(properties.changes(), PATIENCE);
            // Asked for only now: a table whose reading begins after this has seen all of the batch.
            var capture = captures.find(open.capture().source());
            if (capture.isEmpty()) {
                return Next.OPEN_ANEW;
            }
            var standings = ledger.standings(capture.get());
            if (!open.serves(capture.get(), standings)) {
                return Next.OPEN_ANEW;
            }
            apply(open, batch.changes());
            if (batch.end() != null
                    && open.acknowledged().isTimeFor(batch.end())
                    && standings.values().stream().noneMatch(StreamLedger.Standing::holds)) {
                acknowledge(open, batch.end());
            }
            if (batch.changes().isEmpty()) {
                return Next.IDLE;
            }
        }
        return Next.GO_ON;
    }

    private void acknowledge(OpenStream open, Position end) {
        var at = Position.before(end.log());
        var tables = open.tables().values();
        var settling = tables.stream().flatMap(table -> table.settling(at)).toList();
        if (!settling.isEmpty()) {
            warehouse.change(Namespaces.of(open.capture().team()), settling, new Cancellation());
            tables.forEach(table -> table.settle(at));
        }
        crash.reach("before the source may forget");
        open.stream().acknowledge(end);
        open.acknowledged().note(end);
    }

    private void apply(OpenStream open, List<Change> changes) {
        var folded = new LinkedHashMap<FollowedTable, Folded>();
        open.byTable(changes).forEach((table, own) -> folded.put(table, table.fold(own)));
        var all = folded.values().stream().flatMap(Folded::all).toList();
        if (all.isEmpty()) {
            return;
        }
        var rows = warehouse.change(Namespaces.of(open.capture().team()), all, new Cancellation());
        crash.reach("after changes are applied");
        folded.forEach((table, done) -> {
            table.advance(done);
            if (done.all().findAny().isPresent()) {
                ledger.applied(table, done, rows);
            }
        });
        crash.reach("after changes are written down");
    }
}
