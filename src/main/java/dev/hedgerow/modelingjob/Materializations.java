package dev.hedgerow.modelingjob;

import dev.hedgerow.auth.Team;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What can be asked for views: all of it in the caller's transaction, so that a rollback takes it back. */
@Service
@Transactional
public class Materializations {

    private final MaterializationRepository standings;
    private final JobRepository jobs;
    private final JobLog log;
    private final Waits waits;
    private final Trigger trigger;
    private final MaterializationProperties properties;
    private final Clock clock;

    Materializations(
            MaterializationRepository standings,
            JobRepository jobs,
            JobLog log,
            Waits waits,
            Trigger trigger,
            MaterializationProperties properties,
            Clock clock) {
        this.standings = standings;
        this.jobs = jobs;
        this.log = log;
        this.waits = waits;
        this.trigger = trigger;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Has the view run as soon as there is a worker, and ends a suspension. While a run waits, asking again changes
     * nothing; while one is under way, another one follows it.
     *
     * @param fullRefresh to compute all rows anew, where otherwise only the new ones would be
     */
    public void runSoon(Team team, UUID view, boolean fullRefresh) {
        change(team, view, standing -> standing.want(fullRefresh, clock.instant()));
    }

    /** Has the view run at this interval from now on. */
    public void schedule(Team team, UUID view, Duration every) {
        var timetable = Timetable.of(view, every, properties.jitter());
        change(team, view, standing -> standing.schedule(timetable, clock.instant()));
    }

    /** Ends the schedule; what was asked for besides stays. */
    public void unschedule(Team team, UUID view) {
        standings.lock(view).ifPresent(standing -> {
            standing.unschedule();
            trigger.arrange(standing);
        });
    }

    /**
     * Until the transaction ends no run of the view begins or ends; whoever also locks the view itself does this first.
     */
    public void hold(UUID view) {
        standings.lock(view);
    }

    /** Ends a run that is under way, and takes back one that was asked for; false when there is neither. */
    public boolean cancel(Team team, UUID view) {
        var standing = standings.lock(view);
        var running = jobs.findRunning(team.id(), view);
        if (standing.isEmpty() || (running.isEmpty() && !standing.get().isAskedFor())) {
            return false;
        }
        standing.get().withdraw();
        running.ifPresent(job -> log.cancel(team, standing.get(), job));
        trigger.arrange(standing.get());
        return true;
    }

    /** Ends a suspension; false when there is none. */
    public boolean resume(Team team, UUID view) {
        var standing = standings.lock(view).filter(Materialization::isSuspended);
        standing.ifPresent(suspended -> {
            suspended.resume();
            trigger.arrange(suspended);
        });
        return standing.isPresent();
    }

    /** The view is deleted, or a plain view again: nothing of it runs any more; its past runs stay. */
    public void forget(Team team, UUID view) {
        standings.lock(view).ifPresent(standing -> {
            standing.forget();
            waits.forget(view);
            jobs.findRunning(team.id(), view).ifPresent(job -> log.cancel(team, standing, job));
            trigger.arrange(standing);
        });
    }

    private void change(Team team, UUID view, Consumer<Materialization> change) {
        standings.createIfAbsent(view, team.id());
        standings.lock(view).ifPresent(standing -> {
            change.accept(standing);
            trigger.arrange(standing);
        });
    }
}
