package dev.hedgerow.managedwarehouse;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A table as it is in the managed warehouse.
 *
 * @param source what HogQL calls it
 * @param name what it is called there, if no other table is
 * @param stamp of the rows that are there
 * @param position how far it has come, where it only grows
 */
record PublishedTable(
        UUID id,
        String source,
        @Nullable String name,
        @Nullable String stamp,
        @Nullable Instant position,
        @Nullable Instant publishedAt,
        @Nullable String error,
        @Nullable Instant failedAt) {}
