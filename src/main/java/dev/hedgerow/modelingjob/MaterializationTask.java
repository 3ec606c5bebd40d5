package dev.hedgerow.modelingjob;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The scheduler's task: look at one view. It knows no more than which; a lost one is looked at by somebody else. */
@Configuration(proxyBeanMethods = false)
class MaterializationTask {

    private static final Duration AGAIN = Duration.ofSeconds(2);

    /** The scheduler needs its tasks to exist, and they need the scheduler to arrange the next one. */
    @Bean
    Task<Void> materialization(ObjectProvider<Materializer> materializer, ObjectProvider<Trigger> trigger) {
        return Tasks.custom(Trigger.TASK)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(AGAIN))
                .onDeadExecutionRevive()
                .execute((task, context) -> {
                    var view = UUID.fromString(task.getId());
                    materializer.getObject().run(view, context.getSchedulerState()::isShuttingDown);
                    return (_, operations) -> {
                        operations.remove();
                        trigger.getObject().rearrange(view);
                    };
                });
    }
}
