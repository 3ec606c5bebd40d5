package dev.hedgerow.syncjob;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** When the task of each schema is due. */
@Component
class SyncTasks {

    private final SchedulerClient scheduler;
    private final Progress progress;
    private final Clock clock;

    SyncTasks(@Lazy SchedulerClient scheduler, Progress progress, Clock clock) {
        this.scheduler = scheduler;
        this.progress = progress;
        this.clock = clock;
    }

    /** To be called under the schema's lock. A task that is running is looked at again when it is done. */
    void arrange(UUID schema, Instant due) {
        var instance = SyncConfiguration.SYNC.instance(schema.toString()).build();
        try {
            if (!scheduler.scheduleIfNotExists(instance, due)) {
                scheduler.reschedule(instance, due);
            }
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException _) {
            // It is running, or just ended: settle() comes after that, and waits for our lock.
        }
    }

    /** After a task has ended: what was asked for while it ran is arranged now. */
    @Transactional
    public void settle(UUID schema) {
        if (progress.lock(schema).filter(Progress.Row::wanted).isPresent()) {
            arrange(schema, clock.instant());
        }
    }
}
