package dev.hedgerow.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Answers that can be given again. The key holds the stamps of all tables an answer was read from, so a changed table
 * is another key and nothing needs to be thrown out.
 */
@Component
class AnswerCache {

    private final Cache<String, QueryAnswer> answers;

    AnswerCache(QueryProperties properties) {
        this.answers = Caffeine.newBuilder()
                .maximumWeight(properties.cacheSize().toBytes())
                .weigher((String _, QueryAnswer answer) -> weight(answer.results()))
                .expireAfterWrite(properties.freshFor())
                .build();
    }

    Optional<QueryAnswer> find(String key) {
        return Optional.ofNullable(answers.getIfPresent(key)).map(QueryAnswer::again);
    }

    void put(QueryAnswer answer) {
        answers.put(answer.cacheKey(), answer);
    }

    /** Bytes, roughly: what an answer holds beyond a fixed part is its texts and its cells. */
    private static int weight(List<List<@Nullable Object>> rows) {
        var weight = 2000L;
        for (var row : rows) {
            for (var value : row) {
                weight += value instanceof String text ? 48L + text.length() : 32L;
            }
        }
        return (int) Math.min(weight, Integer.MAX_VALUE);
    }
}
