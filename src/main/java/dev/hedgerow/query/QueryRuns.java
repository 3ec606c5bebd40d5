package dev.hedgerow.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.web.ApiException;
import dev.hedgerow.web.NotFound;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Queries whose callers do not wait but ask again. They live in this process: with the embedded engine there is no
 * other that could run them, and a restart ends them.
 */
@Component
class QueryRuns implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(QueryRuns.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Cache<String, QueryRun> runs;
    private final QueryRunner runner;
    private final QueryTurns turns;
    private final QueryProperties properties;
    private final Clock clock;

    QueryRuns(QueryRunner runner, QueryTurns turns, QueryProperties properties, Clock clock) {
        this.runner = runner;
        this.turns = turns;
        this.properties = properties;
        this.clock = clock;
        this.runs = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(properties.keptFor().plus(properties.backgroundTimeout()))
                .build();
    }

    /** Runs while the caller waits; meanwhile others can cancel it by its id. */
    QueryAnswer now(Team team, Caller caller, QueryRequest request, String queryId) {
        var run = newRun(team, queryId);
        runs.put(key(team, queryId), run);
        return work(run, team, caller, request, properties.timeout());
    }

    /** Begins a run, or joins the one of the same id that is under way. */
    QueryRun later(Team team, Caller caller, QueryRequest request, String queryId) {
        var fresh = newRun(team, queryId);
        var run = runs.asMap().merge(key(team, queryId), fresh, (known, _) -> known.isComplete() ? fresh : known);
        if (run.equals(fresh)) {
            threads.execute(() -> workUnattended(run, team, caller, request));
        }
        return run;
    }

    private QueryRun newRun(Team team, String queryId) {
        return new QueryRun(queryId, team.id(), clock.instant(), properties.keptFor());
    }

    private void workUnattended(QueryRun run, Team team, Caller caller, QueryRequest request) {
        try {
            work(run, team, caller, request, properties.backgroundTimeout());
        } catch (ApiException _) {
            // told to whoever polls
        } catch (RuntimeException unforeseen) {
            LOG.error("Query {} of {} failed", run.id(), team, unforeseen);
        }
    }

    private QueryAnswer work(QueryRun run, Team team, Caller caller, QueryRequest request, Duration timeout) {
        try {
            var answer = turns.take(caller, () -> {
                run.pickedUp(clock.instant());
                return runner.run(team, caller, request, run.id(), timeout, run.cancellation());
            });
            run.complete(answer, clock.instant());
            return answer;
        } catch (ApiException refusal) {
            run.fail(refusal.error().detail(), clock.instant());
            throw refusal;
        } catch (RuntimeException unforeseen) {
            run.fail(null, clock.instant());
            throw unforeseen;
        }
    }

    QueryRun get(Team team, String queryId) {
        var run = runs.getIfPresent(key(team, queryId));
        if (run == null) {
            throw new NotFound("Query %s not found for team %d".formatted(queryId, team.id()));
        }
        return run;
    }

    private static String key(Team team, String queryId) {
        return team.id() + ":" + queryId;
    }

    @Override
    public void destroy() {
        runs.asMap().values().forEach(run -> run.cancellation().cancel());
        threads.close();
    }
}
