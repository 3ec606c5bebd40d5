package dev.hedgerow.syncjob;

import dev.hedgerow.engine.Cancellation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a worker's work when its run is no longer its own. */
final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final CountDownLatch done = new CountDownLatch(1);

    private Watch() {}

    static Watch over(BooleanSupplier stillOurs, Duration tick, Cancellation cancellation) {
        var watch = new Watch();
        Thread.ofVirtual().name("sync-watch").start(() -> watch.look(stillOurs, tick, cancellation));
        return watch;
    }

    private void look(BooleanSupplier stillOurs, Duration tick, Cancellation cancellation) {
        try {
            while (!done.await(tick.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!isStillOurs(stillOurs)) {
                    cancellation.cancel();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** While the database cannot be asked, the work goes on: what it would write down is checked once more anyway. */
    private static boolean isStillOurs(BooleanSupplier stillOurs) {
        try {
            return stillOurs.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.debug("A run cannot be looked up for the moment", e);
            return true;
        }
    }

    @Override
    public void close() {
        done.countDown();
    }
}
