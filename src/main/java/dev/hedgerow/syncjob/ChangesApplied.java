package dev.hedgerow.syncjob;

import java.time.Instant;
import java.util.UUID;

/** The schema's tables are up to date with its source's changes; told in the transaction that shows them. */
public record ChangesApplied(UUID schema, Instant at) {}
