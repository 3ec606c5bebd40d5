package dev.hedgerow.syncjob;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SyncProperties.class)
class SyncConfiguration {

    static final TaskDescriptor<Void> SYNC = TaskDescriptor.of("sync");
    static final TaskDescriptor<Void> STREAM = TaskDescriptor.of("follow-changes");
    private static final Duration UNFORESEEN = Duration.ofSeconds(10);

    /** One durable task a schema; its instance is the schema's id, and it carries nothing else. */
    @Bean
    Task<Void> syncTask(SyncWorker worker, SyncTasks tasks) {
        return Tasks.custom(SYNC)
                .onDeadExecutionRevive()
                .onFailure((failed, operations) ->
                        operations.reschedule(failed, failed.getTimeDone().plus(UNFORESEEN)))
                .execute((instance, context) -> {
                    var schema = UUID.fromString(instance.getId());
                    var next = worker.work(
                            schema, () -> context.getSchedulerState().isShuttingDown());
                    return (complete, operations) -> {
                        if (next.isPresent()) {
                            operations.reschedule(complete, next.get());
                        } else {
                            operations.remove();
                        }
                        tasks.settle(schema);
                    };
                });
    }

    /** One durable task a source whose changes are followed; its instance is the source's id. */
    @Bean
    Task<Void> streamTask(StreamWorker worker) {
        return Tasks.custom(STREAM)
                .onDeadExecutionRevive()
                .onFailure((failed, operations) ->
                        operations.reschedule(failed, failed.getTimeDone().plus(UNFORESEEN)))
                .execute((instance, context) -> {
                    var next = worker.work(
                            UUID.fromString(instance.getId()),
                            () -> context.getSchedulerState().isShuttingDown());
                    return (complete, operations) -> {
                        if (next.isPresent()) {
                            operations.reschedule(complete, next.get());
                        } else {
                            operations.remove();
                        }
                    };
                });
    }
}
