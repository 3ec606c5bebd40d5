package dev.hedgerow.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Moves durable tasks, in the caller's transaction. One that is being worked on cannot be moved: whoever works on it
 * has to look, when it is done, at what was asked of it meanwhile.
 */
@Component
public class DueTasks {

    private static final Logger LOG = LoggerFactory.getLogger(DueTasks.class);

    private final ObjectProvider<Scheduler> scheduler;

    DueTasks(ObjectProvider<Scheduler> scheduler) {
        this.scheduler = scheduler;
    }

    /** Makes the task, or moves the one there is unless it is being worked on. */
    public void arrange(TaskInstance<Void> task, Instant due) {
        unlessTaken(task, () -> scheduler.getObject().schedule(task, due, ScheduleOptions.WHEN_EXISTS_RESCHEDULE));
        checkAfterCommit();
    }

    /** Moves the task if there is one, unless it is being worked on. */
    public void bringForward(TaskInstance<Void> task, Instant due) {
        unlessTaken(task, () -> scheduler.getObject().reschedule(task, due));
        checkAfterCommit();
    }

    /** Removes the task if there is one, unless it is being worked on. */
    public void cancel(TaskInstance<Void> task) {
        unlessTaken(task, () -> scheduler.getObject().cancel(task));
    }

    /**
     * The scheduler tells of a task that was taken up before it looked by one exception, of one that was taken up or
     * ended between its look and its write by others, which it calls a bug.
     */
    private static void unlessTaken(TaskInstance<Void> task, Runnable move) {
        try {
            move.run();
        } catch (TaskInstanceException taken) {
            LOG.debug("{} stays as it is: {}", task, taken.getMessage());
        }
    }

    /** Other processes find the task with their next poll; this one need not wait for it. */
    private void checkAfterCommit() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    scheduler.getObject().triggerCheckForDueExecutions();
                }
            });
        }
    }
}
