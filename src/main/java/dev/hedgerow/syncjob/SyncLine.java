package dev.hedgerow.syncjob;

import java.time.Instant;
import java.util.UUID;

/** A line of what a run said about itself. */
public record SyncLine(UUID run, Instant timestamp, String level, String message) {}
