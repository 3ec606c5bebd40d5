package dev.hedgerow.modelingjob;

import dev.hedgerow.auth.Team;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A view that can be materialized.
 *
 * @param node its place in the lineage, by which clients know its runs
 * @param every how often it is to run by itself, if at all
 * @param changedAt when its text last changed
 */
public record Model(
        Team team,
        UUID id,
        UUID node,
        String name,
        String hogql,
        @Nullable Long creator,
        @Nullable Duration every,
        Instant changedAt,
        @Nullable Incremental incremental) {}
