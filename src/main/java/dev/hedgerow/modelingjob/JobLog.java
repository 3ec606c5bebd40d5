package dev.hedgerow.modelingjob;

import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.worker.CrashPoints;
import dev.hedgerow.worker.Signals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Begins and closes runs. Each step locks the view's row first, and closes a run only for the attempt that holds it.
 */
@Service
@Transactional
class JobLog {

    static final String CHANGED = "modeling job";

    /** Told of a run that whoever makes it is to stop, or to leave to another. */
    static final String STOPPED = "modeling job stopped";

    /** Time for a process that stops to be gone. */
    private static final Duration HAND_OVER = Duration.ofSeconds(2);

    private final MaterializationRepository standings;
    private final JobRepository jobs;
    private final KnownModels models;
    private final Teams teams;
    private final Upstream upstream;
    private final Waits waits;
    private final Retries retries;
    private final WarehouseTables tables;
    private final ApplicationEventPublisher events;
    private final Signals signals;
    private final CrashPoints crash;
    private final MaterializationProperties properties;
    private final Clock clock;

    JobLog(
            MaterializationRepository standings,
            JobRepository jobs,
            KnownModels models,
            Teams teams,
            Upstream upstream,
            Waits waits,
            Retries retries,
            WarehouseTables tables,
            ApplicationEventPublisher events,
            Signals signals,
            CrashPoints crash,
            MaterializationProperties properties,
            Clock clock) {
        this.standings = standings;
        this.jobs = jobs;
        this.models = models;
        this.teams = teams;
        this.upstream = upstream;
        this.waits = waits;
        this.retries = retries;
        this.tables = tables;
        this.events = events;
        this.signals = signals;
        this.crash = crash;
        this.properties = properties;
        this.clock = clock;
    }

    /** What there is to do for a view. */
    sealed interface Turn {

        record Idle() implements Turn {}

        /**
         * A run, begun.
         *
         * @param lost the attempt it takes over from, whose table nobody will point to
         */
        record Begun(Assignment run, @Nullable Assignment lost) implements Turn {}

        /** Others run first, for a run of this view that was asked for at {@code since}. */
        record Waiting(Team team, Map<UUID, Instant> upstream, Instant since) implements Turn {}
    }

    public Turn begin(UUID view) {
        var standing = standings.lock(view);
        if (standing.isEmpty()) {
            return new Turn.Idle();
        }
        var running = jobs.findRunning(standing.get().team(), view);
        var model = models.find(view);
        if (model.isEmpty()) {
            standing.get().forget();
            waits.release(view);
            running.ifPresent(
                    job -> teams.find(standing.get().team()).ifPresent(team -> cancel(team, standing.get(), job)));
            return new Turn.Idle();
        }
        return running.isPresent()
                ? retake(standing.get(), running.get(), model.get())
                : begin(standing.get(), model.get());
    }

    /** Whoever ran it has lost its lease, or given it up. */
    private Turn retake(Materialization standing, Job job, Model model) {
        var now = clock.instant();
        var lost = new Assignment(model, job.id(), job.attempt(), null);
        standing.retry(null);
        if (job.tries() >= properties.tries()) {
            fail(standing, job, model, Failure.ofLostProcesses(job.tries()));
            return new Turn.Idle();
        }
        job.retake(jobs.nextAttempt(), now);
        stopped(job);
        return new Turn.Begun(new Assignment(model, job.id(), job.attempt(), standing.basis()), lost);
    }

    private Turn begin(Materialization standing, Model model) {
        var now = clock.instant();
        reconcile(standing, model, now);
        var timetable = standing.timetable(properties.jitter()).orElse(null);
        var since = standing.dueSince(now).map(due -> timetable == null ? due : timetable.slot(due));
        if (since.isEmpty()) {
            return new Turn.Idle();
        }
        if (standing.isHeldBack(now)) {
            standing.passSlot(timetable, now);
            return new Turn.Idle();
        }
        var state = upstream.of(model, since.get());
        if (state instanceof Upstream.State.Pending(var views)) {
            waits.replace(model.id(), views.keySet());
            return new Turn.Waiting(model.team(), views, since.get());
        }
        waits.forget(model.id());
        standing.begin(timetable, now);
        var job = new Job(model, jobs.nextAttempt(), now);
        if (state instanceof Upstream.State.Missing(var view, var error)) {
            job.skip(skipped(view, error), now);
            jobs.saveAndFlush(job);
            finished(model.team(), standing, job, Outcome.SKIPPED, null, 0);
            return new Turn.Idle();
        }
        jobs.saveAndFlush(job);
        changed(job);
        events.publishEvent(new MaterializationStarted(model.team(), model.id(), job.id()));
        return new Turn.Begun(new Assignment(model, job.id(), job.attempt(), standing.basis()), null);
    }

    /** The model's own idea of its schedule counts, whatever became of the message about it. */
    private void reconcile(Materialization standing, Model model, Instant now) {
        if (model.every() != null) {
            standing.schedule(Timetable.of(model.id(), model.every(), properties.jitter()), now);
        }
        if (standing.changedSinceSuspension(model)) {
            standing.resume();
        }
    }

    private String skipped(UUID view, @Nullable String error) {
        var name = models.nameOf(view).orElse("that is gone");
        return "Skipped, because it reads view \"%s\", which has no rows yet: %s"
                .formatted(name, error == null ? "it has not been materialized." : error);
    }

    /** What the run is expected to come to. */
    public void expect(Assignment run, long rows) {
        jobs.expect(run.attempt(), rows);
        signals.send(CHANGED, run.job().toString());
    }

    /** The run reads only what is new. */
    public void markIncremental(Assignment run) {
        jobs.markIncremental(run.attempt());
    }

    /** Publishes what a run wrote; false when the run is no longer this attempt's. */
    public boolean complete(Assignment run, Made made) {
        var held = held(run);
        if (held.isEmpty()) {
            return false;
        }
        var name = models.nameOf(run.view());
        if (name.isEmpty()) {
            cancel(run.team(), held.get().standing(), held.get().job());
            return false;
        }
        var table = tables.publish(
                run.team(), name.get(), made.contents(), false, run.model().creator());
        var job = held.get().job();
        job.complete(made.rows(), made.mode(), clock.instant());
        held.get().standing().succeeded(job.createdAt(), made.mode(), made.state());
        finished(run.team(), held.get().standing(), job, Outcome.COMPLETED, table, made.rows());
        crash.reach("before the flip");
        return true;
    }

    public void fail(Assignment run, Failure failure) {
        held(run).ifPresent(held -> fail(held.standing(), held.job(), run.model(), failure));
    }

    private void fail(Materialization standing, Job job, Model model, Failure failure) {
        job.fail(retries.decide(standing, job, failure).explain(failure.text(model.name())), clock.instant());
        finished(model.team(), standing, job, Outcome.FAILED, null, 0);
    }

    /** Cancels a run of a view whose row the caller has locked. */
    void cancel(Team team, Materialization standing, Job job) {
        job.cancel(clock.instant());
        stopped(job);
        finished(team, standing, job, Outcome.CANCELLED, null, 0);
    }

    /** Leaves a run to whoever comes next: this process stops. */
    public void handOver(Assignment run) {
        held(run).ifPresent(held -> {
            held.job().handOver(clock.instant());
            held.standing().retry(clock.instant().plus(HAND_OVER));
        });
    }

    private Optional<Held> held(Assignment run) {
        var standing = standings.lock(run.view());
        return jobs.findById(run.job())
                .filter(job -> job.isHeldBy(run.attempt()))
                .flatMap(job -> standing.map(found -> new Held(found, job)));
    }

    private record Held(Materialization standing, Job job) {}

    private void finished(
            Team team, Materialization standing, Job job, Outcome outcome, @Nullable UUID table, long rows) {
        standing.ended(job.attempt());
        changed(job);
        events.publishEvent(new MaterializationFinished(
                team, job.view(), job.id(), outcome, job.error(), rows, table, clock.instant()));
    }

    private void changed(Job job) {
        signals.send(CHANGED, job.id().toString());
    }

    private void stopped(Job job) {
        signals.send(STOPPED, job.id().toString());
    }
}
