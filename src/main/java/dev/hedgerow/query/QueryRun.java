package dev.hedgerow.query;

import dev.hedgerow.engine.Cancellation;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A query that runs while its caller does something else. */
final class QueryRun {

    private final String id;
    private final long teamId;
    private final Instant start;
    private final Duration keptFor;
    private final Cancellation cancellation = new Cancellation();
    private volatile State state = new State(null, null, null, false, null);

    QueryRun(String id, long teamId, Instant start, Duration keptFor) {
        this.id = id;
        this.teamId = teamId;
        this.start = start;
        this.keptFor = keptFor;
    }

    String id() {
        return id;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    void pickedUp(Instant now) {
        state = new State(now, null, null, false, null);
    }

    void complete(QueryAnswer answer, Instant now) {
        state = new State(state.pickup, now, answer, false, null);
    }

    /** Ends without an answer; no message means that the fault was ours. */
    void fail(@Nullable String message, Instant now) {
        state = new State(state.pickup, now, null, true, message);
    }

    boolean isComplete() {
        return state.end != null;
    }

    QueryStatusResponse.Status status() {
        var now = state;
        return new QueryStatusResponse.Status(
                null,
                null,
                now.answer == null ? null : now.answer.cacheKey(),
                now.end != null,
                null,
                now.end,
                now.failed,
                null,
                now.message,
                start.plus(keptFor),
                id,
                null,
                null,
                now.pickup,
                true,
                null,
                null,
                now.answer,
                start,
                id,
                teamId);
    }

    private record State(
            @Nullable Instant pickup,
            @Nullable Instant end,
            @Nullable QueryAnswer answer,
            boolean failed,
            @Nullable String message) {}
}
