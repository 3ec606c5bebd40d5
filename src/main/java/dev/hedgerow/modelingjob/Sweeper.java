package dev.hedgerow.modelingjob;

import dev.hedgerow.engine.EngineState;
import dev.hedgerow.engine.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sees to it that nothing due is forgotten: our rows are the truth, and where the scheduler has no task for one of
 * them, it gets a new one. It also has tables dropped that a crash left behind.
 */
@Component
class Sweeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final JdbcClient jdbc;
    private final Trigger trigger;
    private final Leftovers leftovers;
    private final Warehouse warehouse;
    private final MaterializationProperties properties;
    private final Clock clock;
    private volatile ScheduledThreadPoolExecutor timer = timer();
    private volatile boolean running;

    Sweeper(
            JdbcClient jdbc,
            Trigger trigger,
            Leftovers leftovers,
            Warehouse warehouse,
            MaterializationProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.trigger = trigger;
        this.leftovers = leftovers;
        this.warehouse = warehouse;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void start() {
        timer = timer();
        var _ = timer.scheduleWithFixedDelay(this::pass, 0, properties.sweep().toMillis(), TimeUnit.MILLISECONDS);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void pass() {
        try {
            if (warehouse.state() instanceof EngineState.Serving serving) {
                sweep();
                leftovers.drop(serving.since());
            }
        } catch (RuntimeException e) {
            LOG.warn("Runs cannot be looked after now: {}", e.toString());
        }
    }

    /** Arranges what is due, or under way, without a task. */
    void sweep() {
        untended(clock.instant().minus(properties.sweep())).forEach(view -> {
            LOG.info("The run of {} had no task any more", view);
            trigger.renew(view);
        });
    }

    private List<UUID> untended(Instant since) {
        return jdbc.sql("""
                        WITH due (view) AS (
                            SELECT view_id
                              FROM materialization
                             WHERE least(wanted_at, retry_at, due_at) < :since
                             UNION
                            SELECT view_id
                              FROM materialization
                              JOIN data_modeling_job ON saved_query_id = view_id
                             WHERE status = 'Running' AND updated_at < :since)
                        SELECT view
                          FROM due
                         WHERE NOT EXISTS (
                               SELECT
                                 FROM scheduled_tasks
                                WHERE task_name = :task AND task_instance = view::text)
                        """)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("task", Trigger.TASK.getTaskName())
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private static ScheduledThreadPoolExecutor timer() {
        return new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("sweeper").factory());
    }
}
