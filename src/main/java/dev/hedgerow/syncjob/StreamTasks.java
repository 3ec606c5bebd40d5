package dev.hedgerow.syncjob;

import dev.hedgerow.worker.DueTasks;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** When the task of each source whose changes are followed is due. One that is being worked on looks again anyway. */
@Component
class StreamTasks {

    private final DueTasks tasks;
    private final Clock clock;

    StreamTasks(DueTasks tasks, Clock clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    void wake(UUID source) {
        tasks.arrange(SyncConfiguration.STREAM.instance(source.toString()).build(), clock.instant());
    }
}
