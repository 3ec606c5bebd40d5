package dev.hedgerow.modelingjob;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Progress;
import dev.hedgerow.worker.Signals;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The runs of this process. Their progress is written down now and then, and where that finds that a run was closed or
 * taken over, its statement is stopped; a signal brings that forward.
 */
@Component
class LiveRuns implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRuns.class);

    private final Map<Long, Entry> entries = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private final Signals signals;
    private final MaterializationProperties properties;
    private final Clock clock;
    private volatile ScheduledThreadPoolExecutor timer = timer();
    private volatile boolean running;

    LiveRuns(JdbcClient jdbc, Signals signals, MaterializationProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.signals = signals;
        this.properties = properties;
        this.clock = clock;
    }

    Entry enter(Assignment run) {
        var entry = new Entry(run);
        entries.put(run.attempt(), entry);
        return entry;
    }

    @Override
    public void start() {
        var millis = properties.tick().toMillis();
        timer = timer();
        var _ = timer.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
        signals.listen(JobLog.STOPPED, job -> {
            if (entries.values().stream()
                    .anyMatch(entry -> entry.run.job().toString().equals(job))) {
                timer.execute(this::tick);
            }
        });
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

    private void tick() {
        try {
            var here = List.copyOf(entries.values());
            if (!here.isEmpty()) {
                var alive = new HashSet<>(write(here));
                here.stream()
                        .filter(entry -> !alive.contains(entry.run.attempt()))
                        .forEach(entry -> entry.cancellation.cancel());
            }
        } catch (RuntimeException e) {
            LOG.warn("Progress of runs cannot be written down now: {}", e.toString());
        }
    }

    /** Those attempts that are still theirs who make them. */
    private List<Long> write(List<Entry> here) {
        return jdbc.sql("""
                        UPDATE data_modeling_job AS job
                           SET rows_materialized = progress.rows, updated_at = :now
                          FROM unnest(:attempts::bigint[], :rows::bigint[]) AS progress (attempt, rows)
                         WHERE job.attempt = progress.attempt AND job.status = 'Running'
                        RETURNING job.attempt
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param(
                        "attempts",
                        here.stream().map(entry -> entry.run.attempt()).toArray(Long[]::new))
                .param("rows", here.stream().map(Entry::rows).toArray(Long[]::new))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private static ScheduledThreadPoolExecutor timer() {
        return new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("live-runs").factory());
    }

    /** A run while it is under way. */
    final class Entry implements AutoCloseable {

        private final Assignment run;
        private final Cancellation cancellation = new Cancellation();
        private final Progress progress = new Progress();
        private volatile long expected;

        private Entry(Assignment run) {
            this.run = run;
        }

        Cancellation cancellation() {
            return cancellation;
        }

        Progress progress() {
            return progress;
        }

        void expect(long rows) {
            expected = rows;
        }

        /** The engine tells how much of its work is done, and that much of the rows are taken to be there. */
        private long rows() {
            return (long) (expected * progress.fraction());
        }

        @Override
        public void close() {
            entries.remove(run.attempt());
        }
    }
}
