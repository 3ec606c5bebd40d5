package dev.hedgerow.server;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;

/** Ends a refused start with its one line instead of a stack trace. */
class StartRefusedReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefused refused) {
                // Not the log: a refused setting is found before logging is set up.
                System.err.println("Hedgerow does not start: " + refused.getMessage());
                return true;
            }
        }
        return false;
    }
}
