package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.WarehouseException.Busy;
import dev.hedgerow.engine.WarehouseException.Cancelled;
import dev.hedgerow.engine.WarehouseException.Internal;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs work on few threads, first come first served, with a bounded queue. They are platform threads because native
 * code pins the carrier of a virtual one.
 */
final class Lane implements AutoCloseable {

    private final ThreadPoolExecutor threads;
    private final Duration patience;

    Lane(String name, int parallel, int waiting, Duration patience) {
        this.patience = patience;
        threads = new ThreadPoolExecutor(
                parallel,
                parallel,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(waiting),
                Thread.ofPlatform().daemon().name("warehouse-" + name + "-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    <T> T call(Supplier<T> work, Cancellation cancellation) {
        var begun = new CountDownLatch(1);
        var task = new FutureTask<>(() -> {
            begun.countDown();
            return work.get();
        });
        try (var _ = cancellation.onCancel(() -> giveUp(task, begun))) {
            threads.execute(task);
            if (cancellation.isCancelled()) {
                giveUp(task, begun);
            }
            if (!begun.await(patience.toMillis(), TimeUnit.MILLISECONDS) && threads.remove(task)) {
                throw new Busy();
            }
            return task.get();
        } catch (CancellationException e) {
            throw new Cancelled();
        } catch (RejectedExecutionException e) {
            throw new Busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancellation.cancel();
            throw new Cancelled();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private void giveUp(FutureTask<?> task, CountDownLatch begun) {
        if (threads.remove(task)) {
            task.cancel(false);
            begun.countDown();
        }
    }

    private static RuntimeException unwrapped(ExecutionException failure) {
        return switch (failure.getCause()) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            case null, default -> new Internal(failure);
        };
    }

    @Override
    public void close() {
        threads.close();
    }
}
