package dev.hedgerow.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hedgerow.auth.Team;
import dev.hedgerow.web.NotFound;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the last queries of this process cost. */
@Component
class QueryLog {

    private static final int KEPT = 10_000;

    private final Cache<String, Entry> entries = Caffeine.newBuilder()
            .maximumSize(KEPT)
            .expireAfterWrite(Duration.ofDays(1))
            .build();

    void add(Team team, Entry entry) {
        entries.put(key(team, entry.queryId), entry);
    }

    Entry get(Team team, String queryId) {
        var entry = entries.getIfPresent(key(team, queryId));
        if (entry == null) {
            throw new NotFound("Query %s not found for team %d".formatted(queryId, team.id()));
        }
        return entry;
    }

    private static String key(Team team, String queryId) {
        return team.id() + ":" + queryId;
    }

    /** One query that ran, or failed to. */
    record Entry(
            String queryId,
            String query,
            @Nullable String queryName,
            Instant eventTime,
            long queryDurationMs,
            @Nullable Long resultRows,
            @Nullable String exception,
            long createdBy) {}
}
