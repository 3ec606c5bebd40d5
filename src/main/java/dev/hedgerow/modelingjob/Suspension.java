package dev.hedgerow.modelingjob;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why a view's schedule is paused: too many of its runs failed in a row, the last of them this one. */
public record Suspension(
        Instant at, String reason, @Nullable UUID jobId) {}
