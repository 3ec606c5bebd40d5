package dev.hedgerow.activity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A line of the log as it is kept.
 *
 * @param user null where the server acted by itself, and where the user is gone
 */
record Activity(
        UUID id,
        @Nullable Long user,
        boolean bySystem,
        String activity,
        String scope,
        String itemId,
        Detail detail,
        Instant createdAt) {

    /** The particulars, kept in the form in which they are shown. */
    record Detail(
            @Nullable List<Change> changes,
            @Nullable JsonNode trigger,
            @Nullable String name,
            @Nullable String shortId,
            @Nullable String type) {

        Detail(@Nullable List<Change> changes, @Nullable String name) {
            this(changes, null, name, null, null);
        }
    }
}
