package dev.hedgerow.modelingjob;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.hedgerow.worker.DueTasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has a view looked at when there is something to do for it: one task of the scheduler for each view, at the earliest
 * of what is asked of it. While a task is being worked on it cannot be moved; whoever works on it arranges it anew
 * afterwards, so that what is asked meanwhile is not lost.
 */
@Component
class Trigger {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("materialize");

    /** A view that waits for others is woken by them; this is for the case that nobody does. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DueTasks tasks;
    private final MaterializationRepository standings;
    private final Waits waits;
    private final Clock clock;

    Trigger(DueTasks tasks, MaterializationRepository standings, Waits waits, Clock clock) {
        this.tasks = tasks;
        this.standings = standings;
        this.waits = waits;
        this.clock = clock;
    }

    /** Arranges the task of a view whose row the caller has locked, in the caller's transaction. */
    void arrange(Materialization standing) {
        standing.next().ifPresentOrElse(next -> arrange(standing, next), () -> tasks.cancel(task(standing.view())));
    }

    /** The same after the task has been worked on, or was lost: there is none to cancel. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void rearrange(UUID view) {
        standings.lock(view).ifPresent(standing -> standing.next().ifPresent(next -> arrange(standing, next)));
    }

    private void arrange(Materialization standing, Instant next) {
        var now = clock.instant();
        var due = waits.exist(standing.view()) ? later(next, now.plus(PATIENCE)) : next;
        tasks.arrange(task(standing.view()), later(due, now));
    }

    /** A new task for a view whose task is lost, whatever there is to do. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void renew(UUID view) {
        standings.lock(view).ifPresent(standing -> tasks.arrange(task(view), clock.instant()));
    }

    private static TaskInstance<Void> task(UUID view) {
        return TASK.instance(view.toString()).build();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
