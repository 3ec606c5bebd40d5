package dev.hedgerow.syncjob;

import dev.hedgerow.connector.ChangeStream.Position;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a source was told it may forget, and when; that costs a transaction here, so that it is not told all the time.
 */
final class Acknowledged {

    private static final long PAUSE = Duration.ofSeconds(2).toNanos();

    private @Nullable Position end;
    private long at = System.nanoTime() - PAUSE;

    boolean isTimeFor(Position next) {
        return System.nanoTime() - at >= PAUSE && (end == null || next.compareTo(end) > 0);
    }

    void note(Position told) {
        end = told;
        at = System.nanoTime();
    }
}
