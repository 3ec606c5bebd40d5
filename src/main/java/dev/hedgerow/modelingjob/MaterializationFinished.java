package dev.hedgerow.modelingjob;

import dev.hedgerow.auth.Team;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of a view has ended; published in the transaction that says so.
 *
 * @param error for the view's author, when it failed or was skipped
 * @param table in the catalog, when it completed
 */
public record MaterializationFinished(
        Team team,
        UUID view,
        UUID job,
        Outcome outcome,
        @Nullable String error,
        long rows,
        @Nullable UUID table,
        Instant at) {}
