package dev.hedgerow.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import dev.hedgerow.engine.EngineState;
import dev.hedgerow.engine.Warehouse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Starts the workers as soon as this process holds the warehouse: a standby has nothing to run them on. */
final class WorkerStart implements DbSchedulerStarter {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerStart.class);
    private static final Duration RETRY = Duration.ofMillis(200);

    private final Scheduler scheduler;
    private final Warehouse warehouse;
    private final int workers;
    private final CountDownLatch closing = new CountDownLatch(1);

    WorkerStart(Scheduler scheduler, Warehouse warehouse, int workers) {
        this.scheduler = scheduler;
        this.warehouse = warehouse;
        this.workers = workers;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        if (workers > 0) {
            Thread.ofVirtual().name("worker-start").start(this::startWhenServing);
        }
    }

    @EventListener(ContextClosedEvent.class)
    void end() {
        closing.countDown();
    }

    @Override
    public void doStart() {
        scheduler.start();
    }

    private void startWhenServing() {
        try {
            while (!(warehouse.state() instanceof EngineState.Serving)) {
                if (closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            doStart();
            LOG.info("Background work runs here, {} at a time", workers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
