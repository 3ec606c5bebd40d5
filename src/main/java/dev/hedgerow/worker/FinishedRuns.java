package dev.hedgerow.worker;

import java.time.Instant;

/** A history of runs that grows until somebody forgets its beginning. Whoever keeps runs implements it. */
public interface FinishedRuns {

    /**
     * Deletes runs that ended before a moment, but keeps the newest of each outcome of what they ran.
     *
     * @return how many, not more than {@code most}
     */
    int forget(Instant before, int most);
}
