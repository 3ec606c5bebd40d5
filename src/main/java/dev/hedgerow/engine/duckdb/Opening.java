package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.EngineState;
import dev.hedgerow.engine.WarehouseException.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the directory ready while the rest of the server starts, again and again until it can be used. That no other
 * process uses it is the affair of whoever holds the data directory.
 */
final class Opening implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Clock clock;
    private final Preparation preparation;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile EngineState state = new EngineState.Unavailable("it is starting.");

    Opening(Clock clock, Preparation preparation) {
        this.clock = clock;
        this.preparation = preparation;
        thread = Thread.ofPlatform().daemon().name("warehouse-opening").unstarted(this::openWhenPossible);
    }

    void start() {
        thread.start();
    }

    EngineState state() {
        return state;
    }

    void requireServing() {
        switch (state) {
            case EngineState.Serving _ -> {}
            case EngineState.Unavailable(String reason) -> throw new Unavailable(reason);
        }
    }

    /** No new work from here on. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state = new EngineState.Unavailable("the server is stopping.");
    }

    private void openWhenPossible() {
        try {
            do {
                state = attempt();
            } while (!(state instanceof EngineState.Serving)
                    && !closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private EngineState attempt() {
        try {
            preparation.prepare();
            return new EngineState.Serving(clock.instant());
        } catch (Exception e) {
            LOG.error("The warehouse directory cannot be used; trying again", e);
            return new EngineState.Unavailable("its directory cannot be used.");
        }
    }

    /** What has to be done once before the first use. */
    @FunctionalInterface
    interface Preparation {
        void prepare() throws Exception;
    }
}
