package dev.hedgerow.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import dev.hedgerow.engine.Warehouse;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up db-scheduler, whose own settings are in {@code application.yaml}. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {

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

    @Bean
    WorkerStart workerStart(Scheduler scheduler, Warehouse warehouse, WorkerProperties properties) {
        return new WorkerStart(scheduler, warehouse, properties.workers());
    }
}
