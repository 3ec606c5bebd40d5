package dev.hedgerow.syncjob;

import java.time.Instant;
import java.util.UUID;

/** A run of the schema has ended; told in the transaction that makes its rows visible, or keeps the old ones. */
public record SyncFinished(UUID schema, UUID run, Instant at, Outcome outcome) {

    /** How it ended. */
    public sealed interface Outcome {}

    /** Readers see what it wrote, under this name. */
    public record Completed(String table, long rowsSynced) implements Outcome {}

    /**
     * Readers keep what they had.
     *
     * @param hopeless whether trying again would end the same way until somebody changes something
     */
    public record Failed(String error, boolean hopeless) implements Outcome {}
}
