package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.engine.WarehouseException.Cancelled;
import dev.hedgerow.engine.WarehouseException.OutOfDisk;
import dev.hedgerow.engine.WarehouseException.TimedOut;
import dev.hedgerow.engine.WarehouseException.Unavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops sessions when their time is up, their caller wants it, the disk fills up, or the server ends. */
final class Stopper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stopper.class);
    private static final long AGAIN_MILLIS = 50;
    private static final long DISK_MILLIS = 200;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("warehouse-stopper").factory());
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final Disk disk;

    Stopper(Disk disk) {
        this.disk = disk;
        timer.setRemoveOnCancelPolicy(true);
    }

    Watch watch(Session session, Duration timeout, Cancellation cancellation, boolean writes) {
        var watch = new Watch(session, timeout, cancellation, writes);
        watches.add(watch);
        return watch;
    }

    void stopAll() {
        watches.forEach(watch -> watch.stop(new Unavailable("the server is stopping.")));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** An eye on one session, until it is closed. */
    final class Watch implements AutoCloseable {

        private final Session session;
        private final @Nullable Future<?> minding;
        private final Future<?> deadline;
        private final Cancellation.Registration registration;
        private @Nullable Future<?> stopping;
        private boolean closed;

        private Watch(Session session, Duration timeout, Cancellation cancellation, boolean writes) {
            this.session = session;
            minding = writes
                    ? timer.scheduleWithFixedDelay(this::mindTheDisk, DISK_MILLIS, DISK_MILLIS, TimeUnit.MILLISECONDS)
                    : null;
            deadline = timer.schedule(
                    () -> stop(new TimedOut(timeout)), Math.max(0, timeout.toMillis()), TimeUnit.MILLISECONDS);
            registration = cancellation.onCancel(() -> stop(new Cancelled()));
        }

        private synchronized void stop(WarehouseException reason) {
            if (!closed && stopping == null) {
                stopping =
                        timer.scheduleWithFixedDelay(() -> interrupt(reason), 0, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        private void mindTheDisk() {
            if (disk.isLow()) {
                stop(new OutOfDisk(null));
            }
        }

        private void interrupt(WarehouseException reason) {
            try {
                session.stop(reason);
            } catch (SQLException e) {
                LOG.debug("The statement ended before it could be stopped", e);
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            watches.remove(this);
            registration.close();
            deadline.cancel(false);
            if (minding != null) {
                minding.cancel(false);
            }
            if (stopping != null) {
                stopping.cancel(false);
            }
        }
    }
}
