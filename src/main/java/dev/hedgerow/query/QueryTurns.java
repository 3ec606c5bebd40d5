package dev.hedgerow.query;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Credential;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Lets one key run only so many queries at a time; further ones wait a while for their turn. Sessions are not counted.
 */
@Component
class QueryTurns {

    private final ConcurrentHashMap<String, Turns> byKey = new ConcurrentHashMap<>();
    private final QueryProperties properties;

    QueryTurns(QueryProperties properties) {
        this.properties = properties;
    }

    <T> T take(Caller caller, Supplier<T> query) {
        if (!(caller.credential() instanceof Credential.PersonalKey key)) {
            return query.get();
        }
        var turns = byKey.compute(key.id(), (_, known) -> (known == null ? newTurns() : known).joined(1));
        try {
            if (!turns.free.tryAcquire(properties.queueTime().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooManyQueries(properties.concurrentPerKey());
            }
            try {
                return query.get();
            } finally {
                turns.free.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooManyQueries(properties.concurrentPerKey());
        } finally {
            byKey.compute(key.id(), (_, known) -> known == null || known.joined(-1).users == 0 ? null : known);
        }
    }

    private Turns newTurns() {
        return new Turns(new Semaphore(properties.concurrentPerKey(), true));
    }

    /**
     * The turns of one key, forgotten when nobody takes or awaits one; {@code users} only changes under the map's lock.
     */
    private static final class Turns {

        private final Semaphore free;
        private int users;

        Turns(Semaphore free) {
            this.free = free;
        }

        Turns joined(int change) {
            users += change;
            return this;
        }
    }
}
