package dev.hedgerow.modelingjob;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

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

    private final ObjectProvider<Scheduler> scheduler;
    private final MaterializationRepository standings;
    private final Waits waits;
    private final Clock clock;

    Trigger(ObjectProvider<Scheduler> scheduler, MaterializationRepository standings, Waits waits, Clock clock) {
        this.scheduler = scheduler;
        this.standings = standings;
        this.waits = waits;
        this.clock = clock;
    }

    /** Arranges the task of a view whose row the caller has locked, in the caller's transaction. */
    void arrange(Materialization standing) {
        var now = clock.instant();
        standing.next()
                .map(next -> waits.exist(standing.view()) ? later(next, now.plus(PATIENCE)) : next)
                .ifPresentOrElse(next -> at(standing.view(), later(next, now)), () -> cancel(standing.view()));
    }

    /** The same after the task has been worked on, or was lost. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void rearrange(UUID view) {
        standings.lock(view).ifPresent(this::arrange);
    }

    /** A new task for a view whose task is lost, whatever there is to do. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void renew(UUID view) {
        standings.lock(view).ifPresent(standing -> at(view, clock.instant()));
    }

    private void at(UUID view, Instant moment) {
        try {
            scheduler
                    .getObject()
                    .schedule(
                            TASK.instance(view.toString()).scheduledTo(moment), ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
            checkAfterCommit();
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException | ExecutionException busy) {
            // Taken up, perhaps between looking and rescheduling: it arranges itself when it is done, and sees what
            // this
            // transaction wrote.
        }
    }

    private void cancel(UUID view) {
        try {
            scheduler.getObject().cancel(TASK.instanceId(view.toString()));
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException gone) {
            // As above, or there was none.
        }
    }

    /** Other processes find the task with their next poll; this one need not wait for it. */
    private void checkAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.getObject().triggerCheckForDueExecutions();
            }
        });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
