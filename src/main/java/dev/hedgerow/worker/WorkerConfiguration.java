package dev.hedgerow.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.hedgerow.engine.Warehouse;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up db-scheduler, whose own settings are in {@code application.yaml}. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerConfiguration.class);
    private static final LocalTime NIGHT = LocalTime.of(3, 30);
    private static final int AT_A_TIME = 5000;

    /**
     * Runs mostly wait, for threads of the warehouse or for a source; the scheduler itself bounds how many there are.
     */
    @Bean
    DbSchedulerCustomizer virtualThreads() {
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<ExecutorService> executorService() {
                return Optional.of(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("worker-", 1).factory()));
            }
        };
    }

    /** Each night, a part at a time, so that nobody waits for it. */
    @Bean
    Task<Void> forgetRuns(List<FinishedRuns> histories, WorkerProperties properties, Clock clock) {
        return Tasks.recurring("forget-runs", Schedules.daily(ZoneOffset.UTC, NIGHT))
                .execute((_, _) -> {
                    var before = clock.instant().minus(properties.runsKeptFor());
                    for (var history : histories) {
                        while (history.forget(before, AT_A_TIME) == AT_A_TIME) {
                            LOG.debug("Forgetting more runs of {}", history);
                        }
                    }
                });
    }

    @Bean
    WorkerStart workerStart(Scheduler scheduler, Warehouse warehouse, WorkerProperties properties) {
        return new WorkerStart(scheduler, warehouse, properties.workers());
    }
}
