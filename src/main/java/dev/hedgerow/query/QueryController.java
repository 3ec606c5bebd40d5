package dev.hedgerow.query;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.RequiresSession;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.auth.Throttled;
import dev.hedgerow.web.RequestData;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(TeamRoute.PREFIX + "/query")
@Throttled(scope = "api_queries", perMinute = 240, perHour = 2400)
class QueryController {

    private final QueryService queries;
    private final QueryLog log;

    QueryController(QueryService queries, QueryLog log) {
        this.queries = queries;
        this.log = log;
    }

    @PostMapping
    @RequiresScope("query:read")
    @Operation(summary = "Run a query")
    ResponseEntity<Object> ask(Team team, Caller caller, @RequestBody RequestData body) {
        return answer(queries.ask(team, caller, QueryRequestReader.read(body.value(), null)));
    }

    @PostMapping("/{id}")
    @RequiresScope("query:read")
    @Operation(summary = "Run a query of a kind that the path names too")
    ResponseEntity<Object> ask(
            Team team, Caller caller, @PathVariable("id") String kind, @RequestBody RequestData body) {
        return answer(queries.ask(team, caller, QueryRequestReader.read(body.value(), kind)));
    }

    /** A run that has only begun is not an answer yet. */
    private static ResponseEntity<Object> answer(Object body) {
        return ResponseEntity.status(body instanceof QueryStatusResponse ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(body);
    }

    @GetMapping("/{id}")
    @RequiresScope("query:read")
    @Operation(summary = "Poll for a query that runs in the background")
    ResponseEntity<QueryStatusResponse> status(Team team, @PathVariable String id) {
        var status = new QueryStatusResponse(queries.find(team, id).status());
        return ResponseEntity.status(status.httpStatus()).body(status);
    }

    @DeleteMapping("/{id}")
    @RequiresScope("query:read")
    @Operation(summary = "Cancel a query")
    Map<String, String> cancel(Team team, @PathVariable String id) {
        queries.cancel(team, id);
        return Map.of("message", "Query cancelled.");
    }

    @GetMapping("/{id}/log")
    @RequiresScope("query:read")
    @Operation(summary = "Read what a query cost")
    QueryLog.Entry log(Team team, @PathVariable String id) {
        return log.get(team, id);
    }

    @PostMapping("/check_auth_for_async")
    @RequiresSession
    @Operation(summary = "Check that a session may poll for queries")
    Map<String, String> checkAuth(Team team) {
        return Map.of("user", "ok");
    }

    @PostMapping("/upgrade")
    @RequiresScope("query:read")
    @Operation(summary = "Bring a query to the newest form of its kind")
    Map<String, @Nullable Object> upgrade(Team team, @RequestBody RequestData body) {
        return Map.of("query", QueryRequestReader.current(body.value()));
    }
}
