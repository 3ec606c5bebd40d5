package dev.hedgerow.query;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A query as it was asked for.
 *
 * @param variables what the query and its override say of variables, by code name; the override has won already
 * @param values what stands for other placeholders
 * @param connection the source whose tables are asked where they are; null for the warehouse
 */
record QueryRequest(
        Kind kind,
        String hogql,
        Map<String, GivenVariable> variables,
        Map<String, JsonNode> values,
        @Nullable String name,
        Refresh refresh,
        @Nullable String clientQueryId,
        @Nullable UUID connection) {

    /** What to do with the text. */
    enum Kind {
        RUN,
        CHECK
    }

    /** The value somebody gave for a variable; absent means the saved default. */
    record GivenVariable(@Nullable JsonNode value, boolean isNull) {}

    /** Whether an answer from before will do, and whether the caller waits. */
    enum Refresh {
        BLOCKING(true, false),
        FORCE_BLOCKING(false, false),
        FORCE_CACHE(true, false),
        ASYNC(true, true),
        LAZY_ASYNC(true, true),
        ASYNC_EXCEPT_ON_CACHE_MISS(true, false),
        FORCE_ASYNC(false, true);

        final boolean mayReuse;
        final boolean inBackground;

        Refresh(boolean mayReuse, boolean inBackground) {
            this.mayReuse = mayReuse;
            this.inBackground = inBackground;
        }
    }
}
