package dev.hedgerow.syncjob;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of the runs of a schema to show, newest first.
 *
 * @param levels none means all
 * @param run null means all
 */
public record LineFilter(
        int limit,
        @Nullable Instant after,
        @Nullable Instant before,
        List<String> levels,
        String search,
        @Nullable UUID run) {}
