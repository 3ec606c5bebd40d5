package dev.hedgerow.syncjob;

import java.util.UUID;

/** A run of the schema has begun; told in the transaction that says so. */
public record SyncStarted(UUID schema) {}
