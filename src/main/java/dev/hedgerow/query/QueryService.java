package dev.hedgerow.query;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.query.QueryRequest.Kind;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What the routes of the query API do. */
@Service
class QueryService {

    private final QueryCompiler compiler;
    private final QueryRuns runs;

    QueryService(QueryCompiler compiler, QueryRuns runs) {
        this.compiler = compiler;
        this.runs = runs;
    }

    /** A {@link QueryAnswer}, the {@link QueryStatusResponse} of a run to poll for, or what is wrong with the text. */
    Object ask(Team team, Caller caller, QueryRequest request) {
        if (request.kind() == Kind.CHECK) {
            return compiler.check(team, request);
        }
        var queryId = request.clientQueryId() == null ? newId() : request.clientQueryId();
        return request.refresh().inBackground
                ? new QueryStatusResponse(
                        runs.later(team, caller, request, queryId).status())
                : runs.now(team, caller, request, queryId);
    }

    QueryRun find(Team team, String queryId) {
        return runs.get(team, queryId);
    }

    void cancel(Team team, String queryId) {
        runs.get(team, queryId).cancellation().cancel();
    }

    /** The answer as language models read it. */
    String asText(Team team, Caller caller, String hogql) {
        var request =
                new QueryRequest(Kind.RUN, hogql, Map.of(), Map.of(), null, QueryRequest.Refresh.BLOCKING, null, null);
        var answer = runs.now(team, caller, request, newId());
        return TextTable.of(answer.columns(), answer.results());
    }

    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
