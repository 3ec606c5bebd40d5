package dev.hedgerow.syncjob;

import dev.hedgerow.worker.DueTasks;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** When the task of each schema is due. */
@Component
class SyncTasks {

    private final DueTasks tasks;
    private final Progress progress;
    private final Clock clock;

    SyncTasks(DueTasks tasks, Progress progress, Clock clock) {
        this.tasks = tasks;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * To be called under the schema's lock. Of a task that is running or just ended, settle() takes care: it waits for
     * that lock.
     */
    void arrange(UUID schema, Instant due) {
        tasks.arrange(SyncConfiguration.SYNC.instance(schema.toString()).build(), due);
    }

    /** After a task has ended: what was asked for while it ran is arranged now. */
    @Transactional
    public void settle(UUID schema) {
        if (progress.lock(schema).filter(Progress.Row::wanted).isPresent()) {
            arrange(schema, clock.instant());
        }
    }
}
