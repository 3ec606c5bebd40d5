package dev.hedgerow.syncjob;

import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.syncjob.SyncFinished.Completed;
import dev.hedgerow.syncjob.SyncFinished.Failed;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a worker writes down about a run, each in one transaction under the lock of the schema. A worker whose run was
 * ended or taken over by others is turned away with {@link Superseded}.
 */
@Service
@Transactional
class SyncLedger {

    /** Attempts in a row that may die without getting further. */
    private static final int MAX_SETBACKS = 5;

    private static final int MAX_RETRIES = 3;

    private final Syncs syncs;
    private final Jobs jobs;
    private final Progress progress;
    private final SyncedTables tables;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SyncLedger(
            Syncs syncs,
            Jobs jobs,
            Progress progress,
            SyncedTables tables,
            ApplicationEventPublisher events,
            Clock clock) {
        this.syncs = syncs;
        this.jobs = jobs;
        this.progress = progress;
        this.tables = tables;
        this.events = events;
        this.clock = clock;
    }

    /** A run that has begun, and how far the data was by then. */
    record Begun(SyncRun run, State state) {}

    /**
     * Opens a run, or takes over one whose worker is gone; empty when there is nothing to do, or no use in it.
     *
     * @throws Outdated when the schema was changed or deleted since the worker looked at it
     */
    public Optional<Begun> begin(Sync sync) {
        var row = progress.lock(sync.schema(), sync.team().id());
        if (!syncs.find(sync.schema()).equals(Optional.of(sync))) {
            throw new Outdated();
        }
        var left = jobs.running(sync.schema());
        if (left.isEmpty() && !row.wanted() && sync.cadence() == null) {
            return Optional.empty(); // it was switched off meanwhile
        }
        if (left.isPresent() && jobs.setBack(left.get()) > MAX_SETBACKS) {
            end(left.get(), new Failed("The server stopped %d times during this sync.".formatted(MAX_SETBACKS), false));
            return Optional.empty();
        }
        // What a run that has ended left behind is not gone on with: its rows are of another time.
        var state = left.isPresent() ? row.state() : row.state().staging(null);
        if (row.reset()) {
            state = state.anew();
            progress.save(sync.schema(), state);
        }
        progress.begun(sync.schema());
        var run = left.map(jobs::takeOver).orElseGet(() -> jobs.open(sync, row.wantedBy()));
        var fresh = row.reset() || state.version() == null;
        jobs.log(
                run,
                "INFO",
                "%s %s of %s, attempt %d"
                                .formatted(
                                        left.isPresent() ? "Went on with" : "Began",
                                        sync.type().wire,
                                        sync.name(),
                                        run.attempt())
                        + (fresh ? ", from nothing" : ""));
        events.publishEvent(new SyncStarted(sync.schema()));
        return Optional.of(new Begun(run, state));
    }

    /** A number no version of this table has had. */
    public long newVersion(SyncRun run) {
        progress.lock(run.schema());
        requireOurs(run);
        return progress.nextVersion(run.schema());
    }

    /** Writes down how far the run is, once that much is safe in the warehouse. */
    public void checkpoint(SyncRun run, State state, long rows) {
        progress.lock(run.schema());
        if (!jobs.progress(run, rows)) {
            throw new Superseded();
        }
        progress.save(run.schema(), state);
    }

    /** Lets readers see another version while the run goes on. */
    public State switchTo(
            SyncRun run, Sync sync, State state, TableVersion version, List<SourceColumn> columns, long rows) {
        progress.lock(run.schema());
        requireOurs(run);
        var next = state.published(version.number(), columns);
        progress.save(run.schema(), next);
        tables.publish(sync, version, columns, rows);
        return next;
    }

    /** The version with all the rows becomes what readers see, and the watermark moves with it. */
    public void complete(
            SyncRun run, Sync sync, State state, TableVersion version, List<SourceColumn> columns, Counts counts) {
        progress.lock(run.schema());
        if (!jobs.progress(run, counts.read()) || !jobs.close(run, SyncRun.Status.COMPLETED, null)) {
            throw new Superseded();
        }
        progress.save(run.schema(), state.published(version.number(), columns).staging(null));
        tables.publish(sync, version, columns, counts.rows());
        tables.publish(sync, state.history());
        jobs.log(run, "INFO", "Completed: %,d rows read, %,d in the table".formatted(counts.read(), counts.rows()));
        events.publishEvent(
                new SyncFinished(run.schema(), run.id(), clock.instant(), new Completed(sync.table(), counts.read())));
    }

    /** There was nothing to do that is not done already. */
    public void complete(SyncRun run) {
        progress.lock(run.schema());
        if (!jobs.close(run, SyncRun.Status.COMPLETED, null)) {
            throw new Superseded();
        }
        events.publishEvent(new ChangesApplied(run.schema(), clock.instant()));
    }

    /**
     * @param read rows that the source gave
     * @param rows rows the table has
     */
    record Counts(long read, long rows) {}

    /** Readers keep what they had. */
    public void fail(SyncRun run, Failed failure) {
        progress.lock(run.schema());
        end(run, failure);
    }

    /**
     * After trouble that may pass: the run stays open for another attempt, or ends when there were enough.
     *
     * @return how many attempts in a row have got no further; empty when the run has ended
     */
    public OptionalInt retry(SyncRun run, String reason) {
        progress.lock(run.schema());
        requireOurs(run);
        var setbacks = jobs.setbacks(run);
        if (setbacks >= MAX_RETRIES) {
            end(run, new Failed(reason, false));
            return OptionalInt.empty();
        }
        jobs.log(run, "WARNING", reason + " Trying again.");
        return OptionalInt.of(setbacks);
    }

    /** A column cannot hold its own values: it is text from here on. */
    public void readAsText(SyncRun run, String column, String why) {
        var state = progress.lock(run.schema()).orElseThrow(Superseded::new).state();
        requireOurs(run);
        var columns = new HashSet<>(state.columnsAsText());
        columns.add(column);
        progress.save(run.schema(), state.withText(columns));
        jobs.log(run, "WARNING", why);
    }

    public void note(SyncRun run, String level, String message) {
        jobs.log(run, level, message);
    }

    /** Whether the source's changes lead on from what is there, so that nothing has to be read. */
    public boolean isFollowed(UUID schema) {
        return progress.lock(schema).filter(row -> row.state().isFollowed()).isPresent();
    }

    @Transactional(readOnly = true)
    public boolean isOurs(SyncRun run) {
        return jobs.isOurs(run);
    }

    private void end(SyncRun run, Failed failure) {
        var current = jobs.running(run.schema()).filter(running -> running.attempt() == run.attempt());
        if (current.isEmpty() || !jobs.close(run, SyncRun.Status.FAILED, failure.error())) {
            throw new Superseded();
        }
        jobs.log(run, "ERROR", failure.error());
        events.publishEvent(new SyncFinished(run.schema(), run.id(), clock.instant(), failure));
    }

    private void requireOurs(SyncRun run) {
        if (!jobs.isOurs(run)) {
            throw new Superseded();
        }
    }

    static TableVersion history(UUID schema, long number) {
        return new TableVersion(Sync.historyTable(version(schema, 0).table()), number);
    }

    static TableVersion version(UUID schema, long number) {
        return new TableVersion("sync_" + schema.toString().replace("-", ""), number);
    }
}
