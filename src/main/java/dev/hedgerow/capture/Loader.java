package dev.hedgerow.capture;

import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.EngineState;
import dev.hedgerow.engine.Warehouse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the queue empty: one thread, where the warehouse is, woken by what comes in here and looking for the rest. */
@Component
class Loader implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final DataSource database;
    private final Queue queue;
    private final Teams teams;
    private final Warehouse warehouse;
    private final CaptureTables tables;
    private final JsonMapper json;
    private final Clock clock;
    private final Counter loaded;
    private final Semaphore signal = new Semaphore(0);
    private final Map<Long, Rest> resting = new HashMap<>();
    private volatile Cancellation stop = new Cancellation();
    private volatile @Nullable Thread thread;

    Loader(
            DataSource database,
            Queue queue,
            Teams teams,
            Warehouse warehouse,
            CaptureTables tables,
            JsonMapper json,
            Clock clock,
            MeterRegistry meters) {
        this.database = database;
        this.queue = queue;
        this.teams = teams;
        this.warehouse = warehouse;
        this.tables = tables;
        this.json = json;
        this.clock = clock;
        loaded = meters.counter("hedgerow.capture.events.loaded");
    }

    /** Says that there is something to do. */
    void wake() {
        signal.release();
    }

    @Override
    public void start() {
        var cancellation = new Cancellation();
        stop = cancellation;
        thread = Thread.ofPlatform().daemon().name("capture-loader").start(() -> run(cancellation));
    }

    @Override
    public void stop() {
        stop.cancel();
        wake();
        var running = thread;
        thread = null;
        try {
            if (running != null && !running.join(STOPPING)) {
                LOG.warn("A batch of events is still being loaded; it will be loaded again after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run(Cancellation cancellation) {
        try {
            while (!cancellation.isCancelled()) {
                if (!attempt(cancellation) && signal.tryAcquire(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                    signal.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there may be more to do at once. */
    private boolean attempt(Cancellation cancellation) {
        try {
            return warehouse.state() instanceof EngineState.Serving && pass(cancellation);
        } catch (VirtualMachineError fatal) {
            LOG.error("No events are loaded any more, until the server is started again", fatal);
            throw fatal;
        } catch (Throwable e) {
            LOG.warn("Events cannot be loaded now and stay in the queue: {}", e.toString());
            return false;
        }
    }

    private boolean pass(Cancellation cancellation) {
        var waiting = waiting();
        if (waiting.isEmpty()) {
            return false;
        }
        try (var turn = LoadingTurn.take(database).orElse(null)) {
            if (turn == null) {
                return false;
            }
            var loader = new BatchLoader(turn, warehouse, tables, json, clock, cancellation);
            waiting.forEach(team -> load(loader, team, cancellation));
            return true;
        }
    }

    private List<Team> waiting() {
        return queue.teams().stream()
                .filter(id -> !resting.getOrDefault(id, Rest.NONE).goesOnAt(clock.instant()))
                .flatMap(id -> teams.find(id).stream())
                .toList();
    }

    private void load(BatchLoader loader, Team team, Cancellation cancellation) {
        try {
            if (!cancellation.isCancelled()) {
                loaded.increment(loader.loadHead(team));
                resting.remove(team.id());
            }
        } catch (VirtualMachineError fatal) {
            throw fatal;
        } catch (RuntimeException | Error e) {
            if (!cancellation.isCancelled()) {
                var rest = resting.getOrDefault(team.id(), Rest.NONE).longer(clock.instant());
                resting.put(team.id(), rest);
                LOG.error("Events of {} stay in the queue until {}", team, rest.until(), e);
            }
        }
    }
}
