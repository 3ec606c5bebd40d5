package dev.hedgerow.modelingjob;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the last run of a view says of it. */
public record Newest(
        JobStatus status, Instant lastRunAt, @Nullable String error) {}
