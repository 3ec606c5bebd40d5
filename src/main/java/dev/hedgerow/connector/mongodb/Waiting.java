package dev.hedgerow.connector.mongodb;

import dev.hedgerow.connector.ConnectorException.Cancelled;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the driver in a way that somebody else can end: the driver offers none, but it waits on a virtual thread
 * here, and to interrupt one closes the socket that it waits for.
 */
final class Waiting {

    private @Nullable FutureTask<?> work;
    private boolean ended;

    <T> T until(Supplier<T> answer) {
        var task = new FutureTask<>(answer::get);
        begin(task);
        try {
            Thread.ofVirtual().name("mongodb").start(task);
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (CancellationException e) {
            throw new Cancelled();
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }

    private synchronized void begin(FutureTask<?> task) {
        work = task;
        if (ended) {
            task.cancel(true);
        }
    }

    /** From any thread: whoever waits, now or later, waits no longer. */
    synchronized void end() {
        ended = true;
        if (work != null) {
            work.cancel(true);
        }
    }

    /** Gives something that long to end by itself. */
    static void atMost(Duration patience, Runnable goodbye) {
        var thread = Thread.ofVirtual().name("mongodb").start(goodbye);
        try {
            if (!thread.join(patience)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
