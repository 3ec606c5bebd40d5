package dev.hedgerow.syncjob;

import dev.hedgerow.auth.Team;
import dev.hedgerow.syncjob.SyncFinished.Failed;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks for syncs, stops them, and tells how they went. What is asked is taken back when the transaction is. */
@Service
@Transactional
public class SyncRuns {

    private final Jobs jobs;
    private final Progress progress;
    private final SyncTasks tasks;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SyncRuns(Jobs jobs, Progress progress, SyncTasks tasks, ApplicationEventPublisher events, Clock clock) {
        this.jobs = jobs;
        this.progress = progress;
        this.tasks = tasks;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Keeps workers from writing down anything about the schemas until the transaction ends. Whoever changes rows of
     * schemas and asks something of their runs does this first, for all of them in the order of their names, as workers
     * do: two that begin otherwise wait for each other.
     */
    public void hold(Team team, Collection<UUID> schemas) {
        progress.lock(schemas, team.id());
    }

    /** Lets a run begin at once; while one runs, asking is joining it. */
    public void runSoon(Team team, UUID schema, @Nullable Long by) {
        progress.lock(schema, team.id());
        if (jobs.running(schema).isEmpty()) {
            progress.want(schema, by, false);
            tasks.arrange(schema, clock.instant());
        }
    }

    /** Lets a run begin that starts from nothing; readers keep what they have until it is done. */
    public void restart(Team team, UUID schema, @Nullable Long by, String reason) {
        progress.lock(schema, team.id());
        stop(schema, reason);
        progress.want(schema, by, true);
        tasks.arrange(schema, clock.instant());
    }

    /** Lets the next run, whenever it comes, start from nothing. */
    public void reset(Team team, UUID schema) {
        progress.lock(schema, team.id());
        progress.reset(schema);
    }

    /** Forgets how far the data is, as it is being deleted. */
    public void discard(Team team, UUID schema) {
        progress.lock(schema, team.id());
        progress.save(schema, State.NOTHING);
    }

    /** Forgets the table of all changes, as it is being deleted. */
    public void forgetHistory(Team team, UUID schema) {
        var row = progress.lock(schema, team.id());
        progress.save(schema, row.state().keeping(null));
    }

    /** Forgets where the source's changes would lead on; readers keep the rows there are. */
    public void unfollow(Team team, UUID schema) {
        var row = progress.lock(schema, team.id());
        progress.save(schema, row.state().anew().keeping(null));
    }

    /** Sets when the next scheduled run begins; those after it follow the cadence. */
    public void schedule(Team team, UUID schema, Instant due) {
        progress.lock(schema, team.id());
        tasks.arrange(schema, due);
    }

    /** Lets the workers look at a schema that is no longer synced, or is gone: they clear up what is left of it. */
    public void clearUp(Team team, UUID schema) {
        progress.lock(schema, team.id());
        tasks.arrange(schema, clock.instant());
    }

    /** What a cancellation met. */
    public enum Cancelled {
        A_RUN,
        A_REQUEST,
        NOTHING
    }

    /** Ends the running sync, or withdraws the request for one. */
    public Cancelled cancel(Team team, UUID schema, String reason) {
        progress.lock(schema, team.id());
        var withdrawn = progress.withdraw(schema);
        if (stop(schema, reason)) {
            return Cancelled.A_RUN;
        }
        return withdrawn ? Cancelled.A_REQUEST : Cancelled.NOTHING;
    }

    /** The worker finds out within a moment that the run is no longer its own. */
    private boolean stop(UUID schema, String reason) {
        var run = jobs.running(schema);
        if (run.isEmpty() || !jobs.close(run.get(), SyncRun.Status.FAILED, reason)) {
            return false;
        }
        jobs.log(run.get(), "WARNING", reason);
        events.publishEvent(new SyncFinished(schema, run.get().id(), clock.instant(), new Failed(reason, false)));
        return true;
    }

    @Transactional(readOnly = true)
    public Optional<SyncRun> newest(UUID schema) {
        return jobs.newest(schema);
    }

    /** Runs of a source, newest first; no schemas means all. */
    @Transactional(readOnly = true)
    public List<SyncRun> list(
            UUID source, @Nullable Instant after, @Nullable Instant before, Collection<UUID> schemas, int limit) {
        return jobs.list(source, after, before, schemas, limit);
    }

    @Transactional(readOnly = true)
    public Map<UUID, Instant> lastCompleted(Collection<UUID> sources) {
        return jobs.lastCompleted(sources);
    }

    @Transactional(readOnly = true)
    public List<SyncLine> lines(UUID schema, LineFilter filter) {
        return jobs.lines(schema, filter);
    }
}
