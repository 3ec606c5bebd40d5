package dev.hedgerow.engine;

import java.util.ArrayList;
import java.util.List;

/** A switch by which one thread stops what another one waits for; it goes one way, once. */
public final class Cancellation {

    private final List<Runnable> listeners = new ArrayList<>();
    private boolean cancelled;

    public void cancel() {
        List<Runnable> told;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            told = List.copyOf(listeners);
        }
        told.forEach(Runnable::run);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Runs the listener on cancelling, at once when that has been; closing the registration ends the interest. */
    public Registration onCancel(Runnable listener) {
        boolean late;
        synchronized (this) {
            late = cancelled;
            listeners.add(listener);
        }
        if (late) {
            listener.run();
        }
        return () -> forget(listener);
    }

    private synchronized void forget(Runnable listener) {
        listeners.remove(listener);
    }

    /** An interest in a cancellation that can be given up. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {

        @Override
        void close();
    }
}
