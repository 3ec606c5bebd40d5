package dev.hedgerow.syncjob;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.Connectors;
import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.RowFilter.InvalidRowFilter;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.syncjob.SyncFinished.Failed;
import dev.hedgerow.syncjob.SyncLedger.Begun;
import dev.hedgerow.worker.CrashPoints;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Runs the sync of a schema, top to bottom: begin, work, complete; or fail, or try again later. */
@Component
class SyncWorker {

    private static final Logger LOG = LoggerFactory.getLogger(SyncWorker.class);

    private final Syncs syncs;
    private final Connectors connectors;
    private final Seats seats;
    private final SyncLedger ledger;
    private final FullLoad fullLoad;
    private final DeltaLoad deltaLoad;
    private final CaptureLoad captureLoad;
    private final SyncLeftovers leftovers;
    private final CrashPoints crash;
    private final SyncProperties properties;
    private final Clock clock;

    SyncWorker(
            Syncs syncs,
            Connectors connectors,
            Seats seats,
            SyncLedger ledger,
            FullLoad fullLoad,
            DeltaLoad deltaLoad,
            CaptureLoad captureLoad,
            SyncLeftovers leftovers,
            CrashPoints crash,
            SyncProperties properties,
            Clock clock) {
        this.syncs = syncs;
        this.connectors = connectors;
        this.seats = seats;
        this.ledger = ledger;
        this.fullLoad = fullLoad;
        this.deltaLoad = deltaLoad;
        this.captureLoad = captureLoad;
        this.leftovers = leftovers;
        this.crash = crash;
        this.properties = properties;
        this.clock = clock;
    }

    /** Says when to look at the schema again; empty for never. */
    Optional<Instant> work(UUID schema, BooleanSupplier stopping) {
        var found = syncs.find(schema);
        if (found.isEmpty()) {
            return clear(schema);
        }
        try {
            return work(found.get(), stopping);
        } catch (Outdated _) {
            return Optional.of(clock.instant()); // to look again
        }
    }

    private Optional<Instant> clear(UUID schema) {
        try {
            leftovers.clear(schema);
            return Optional.empty();
        } catch (WarehouseException e) {
            LOG.info("What {} has left is cleared up later: {}", schema, e.getMessage());
            return Optional.of(clock.instant().plus(properties.backoff()));
        }
    }

    private Optional<Instant> work(Sync sync, BooleanSupplier stopping) {
        var connector = connectors.find(sync.kind());
        try {
            var remote = connector.orElseThrow().source(sync.settings());
            var seat = seats.take(remote.server());
            if (seat.isEmpty()) {
                return Optional.of(clock.instant().plus(properties.busy()));
            }
            try (var _ = seat.get()) {
                return ledger.begin(sync)
                        .map(begun -> attempt(sync, remote, begun, stopping))
                        .orElseGet(() -> next(sync.schema()));
            }
        } catch (InvalidSettings e) {
            ledger.begin(sync).ifPresent(begun -> ledger.fail(begun.run(), new Failed(words(sync, e), true)));
            return next(sync.schema());
        }
    }

    private Optional<Instant> attempt(Sync sync, RemoteSource remote, Begun begun, BooleanSupplier stopping) {
        crash.reach("after a sync began");
        var cancellation = new Cancellation();
        try (var _ = Watch.over(
                () -> !stopping.getAsBoolean() && ledger.isOurs(begun.run()), properties.tick(), cancellation)) {
            load(TableSync.of(begun.run(), sync, remote, cancellation), begun.state());
            return next(sync.schema());
        } catch (ConnectorException.ColumnOutgrown e) {
            return readAsText(sync, begun, e);
        } catch (RuntimeException e) {
            return conclude(sync, begun, e, stopping);
        }
    }

    private void load(TableSync work, State state) {
        var kept = Stream.of(
                        Optional.ofNullable(state.version()),
                        Optional.ofNullable(state.staged())
                                .filter(staged -> staged.after() != null)
                                .map(State.Staged::version),
                        Optional.ofNullable(state.history()).map(State.History::version))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        leftovers.drop(work.sync().team(), work.sync().schema(), kept);
        if (work.sync().type() == SyncType.CDC) {
            captureLoad.run(work, state);
        } else if (state.staged() == null && deltaLoad.isPossible(work, state)) {
            deltaLoad.run(work, state);
        } else {
            fullLoad.run(work, state);
        }
    }

    /** A column cannot hold its own values: it is text from here on, and the run begins once more. */
    private Optional<Instant> readAsText(Sync sync, Begun begun, ConnectorException.ColumnOutgrown outgrown) {
        try {
            ledger.readAsText(begun.run(), outgrown.column(), words(sync, outgrown));
            return Optional.of(clock.instant());
        } catch (Superseded _) {
            return next(sync.schema());
        }
    }

    private Optional<Instant> conclude(Sync sync, Begun begun, RuntimeException cause, BooleanSupplier stopping) {
        try {
            return switch (cause) {
                case Superseded _ -> next(sync.schema());
                case ConnectorException.Cancelled _, WarehouseException.Cancelled _ ->
                    stopping.getAsBoolean() ? Optional.of(clock.instant()) : next(sync.schema());
                case ConnectorException.Permanent _, InvalidSettings _, InvalidRowFilter _, Drift.Incompatible _ ->
                    fail(sync, begun, words(sync, cause), true);
                case ConnectorException.Transient _,
                        WarehouseException.Busy _,
                        WarehouseException.TimedOut _,
                        WarehouseException.WriteConflict _,
                        WarehouseException.OutOfDisk _,
                        WarehouseException.OutOfMemory _,
                        WarehouseException.Unavailable _ -> retry(sync, begun, words(sync, cause));
                case WarehouseException failure -> fail(sync, begun, words(sync, failure), false);
                case DataAccessException _, TransactionException _ -> throw cause;
                default -> {
                    LOG.error("{} failed unexpectedly", sync, cause);
                    yield fail(sync, begun, "The sync failed unexpectedly. The server's log says why.", false);
                }
            };
        } catch (Superseded _) {
            return next(sync.schema());
        }
    }

    /** What went wrong, in the words of the cause but for the secrets in them. */
    private static String words(Sync sync, RuntimeException cause) {
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : sync.redacted(message);
    }

    private Optional<Instant> fail(Sync sync, Begun begun, String error, boolean hopeless) {
        ledger.fail(begun.run(), new Failed(error, hopeless));
        return next(sync.schema());
    }

    private Optional<Instant> retry(Sync sync, Begun begun, String error) {
        var setbacks = ledger.retry(begun.run(), error);
        return setbacks.isEmpty()
                ? next(sync.schema())
                : Optional.of(clock.instant().plus(backoff(setbacks.getAsInt())));
    }

    private Duration backoff(int setbacks) {
        return properties.backoff().multipliedBy(Math.round(Math.pow(3, setbacks)));
    }

    private Optional<Instant> next(UUID schema) {
        return syncs.find(schema)
                .filter(sync -> sync.type() != SyncType.CDC || !ledger.isFollowed(schema))
                .map(Sync::cadence)
                .map(cadence -> cadence.next(clock.instant()));
    }
}
