package dev.hedgerow.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a HogQLQuery; every key is there, in the order of the alphabet. */
record QueryAnswer(
        String cacheKey,
        Instant cacheTargetAge,
        @Nullable String calculationTrigger,
        @Nullable String clickhouse,
        List<String> columns,
        @Nullable String error,
        @Nullable List<String> explain,
        @JsonProperty("hasMore") @Nullable Boolean hasMore,
        String hogql,
        boolean isCached,
        Instant lastRefresh,
        @Nullable Long limit,
        @Nullable Object metadata,
        Map<String, Object> modifiers,
        Instant nextAllowedClientRefresh,
        @Nullable Long offset,
        String query,
        @Nullable Map<String, Object> queryMetadata,
        @Nullable Object queryStatus,
        @Nullable Object resolvedDateRange,
        List<List<@Nullable Object>> results,
        String timezone,
        List<Timing> timings,
        List<List<String>> types) {

    /**
     * How long a step took.
     *
     * @param k the step, as a path
     * @param t seconds
     */
    record Timing(String k, double t) {}

    QueryAnswer again() {
        return new QueryAnswer(
                cacheKey,
                cacheTargetAge,
                calculationTrigger,
                clickhouse,
                columns,
                error,
                explain,
                hasMore,
                hogql,
                true,
                lastRefresh,
                limit,
                metadata,
                modifiers,
                nextAllowedClientRefresh,
                offset,
                query,
                queryMetadata,
                queryStatus,
                resolvedDateRange,
                results,
                timezone,
                timings,
                types);
    }
}
