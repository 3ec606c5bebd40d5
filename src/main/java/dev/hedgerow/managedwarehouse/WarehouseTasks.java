package dev.hedgerow.managedwarehouse;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The durable tasks: a walk for each accepted request, one for each name given up, and rounds for each project. */
@Configuration(proxyBeanMethods = false)
class WarehouseTasks {

    private static final TaskDescriptor<Void> WALK = TaskDescriptor.of("managed-warehouse");
    private static final TaskDescriptor<Void> GIVE_UP = TaskDescriptor.of("managed-warehouse-name");
    private static final TaskDescriptor<Void> PUBLISH = TaskDescriptor.of("managed-warehouse-publishing");
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final int DOUBLINGS = 6;

    /** Of its own for each request, so that a walk which is about to end never swallows the next one. */
    static TaskInstance<Void> walk(UUID request) {
        return WALK.instance(request.toString()).build();
    }

    static TaskInstance<Void> giveUp(UUID organization, String name) {
        return GIVE_UP.instance(organization + "/" + name).build();
    }

    static TaskInstance<Void> publish(UUID organization, long team) {
        return PUBLISH.instance(organization + "/" + team).build();
    }

    @Bean
    Task<Void> managedWarehouse(Provisioner provisioner) {
        return Tasks.oneTime(WALK)
                .onFailure(soonAgain())
                .onDeadExecutionRevive()
                .execute((task, _) -> provisioner.work(UUID.fromString(task.getId())));
    }

    @Bean
    Task<Void> managedWarehouseName(Provisioner provisioner) {
        return Tasks.oneTime(GIVE_UP)
                .onFailure(soonAgain())
                .onDeadExecutionRevive()
                .execute((task, _) -> {
                    var parts = task.getId().split("/", 2);
                    provisioner.giveUp(UUID.fromString(parts[0]), parts[1]);
                });
    }

    /**
     * Goes round for as long as there is something to publish into; a change of a table brings the next round forward.
     */
    @Bean
    Task<Void> managedWarehousePublishing(Publisher publisher) {
        return Tasks.custom(PUBLISH)
                .onFailure(soonAgain())
                .onDeadExecutionRevive()
                .execute((task, _) -> {
                    var parts = task.getId().split("/", 2);
                    return publisher
                            .publish(UUID.fromString(parts[0]), Long.parseLong(parts[1]))
                            .<CompletionHandler<Void>>map(pause -> (complete, operations) -> operations.reschedule(
                                    complete, complete.getTimeDone().plus(pause)))
                            .orElseGet(CompletionHandler.OnCompleteRemove::new);
                });
    }

    /** For ever, after a second, two, four and so on up to a minute. */
    private static FailureHandler<Void> soonAgain() {
        return (complete, operations) -> {
            var doublings = Math.min(complete.getExecution().consecutiveFailures, DOUBLINGS);
            operations.reschedule(complete, complete.getTimeDone().plus(SHORTEST_PAUSE.multipliedBy(1L << doublings)));
        };
    }
}
