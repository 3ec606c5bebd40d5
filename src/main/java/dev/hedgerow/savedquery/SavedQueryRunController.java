package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.auth.Throttled;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Runs of views. Clients send all kinds of bodies to these, and mean nothing by most of them. */
@RestController
@RequestMapping(TeamRoute.PREFIX + "/warehouse_saved_queries")
class SavedQueryRunController {

    private final SavedQueryService views;
    private final SavedQueryRuns runs;
    private final IncrementalCheck incremental;

    SavedQueryRunController(SavedQueryService views, SavedQueryRuns runs, IncrementalCheck incremental) {
        this.views = views;
        this.runs = runs;
        this.incremental = incremental;
    }

    @PostMapping("/check_incremental")
    @Throttled(scope = "saved_query_check_incremental", perMinute = 120)
    @RequiresScope("warehouse_view:read")
    @Operation(summary = "Say whether a query can be brought up to date in part")
    IncrementalCheck.Answer checkIncremental(Team team, @RequestBody IncrementalCheck.Request request) {
        return incremental.of(team, request);
    }

    @PostMapping("/{id}/run")
    @Throttled(scope = "saved_query_run", perMinute = 10, per = Throttled.Per.OBJECT)
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Run a saved query now")
    SavedQueryResponse run(Team team, Caller caller, @PathVariable UUID id, @RequestBody RunRequest request) {
        var full = Boolean.TRUE.equals(request.fullRefresh());
        return views.shown(team, caller, runs.run(team, caller, id, full));
    }

    @PostMapping("/{id}/cancel")
    @RequiresScope(value = "warehouse_view:write", documented = false)
    @Operation(summary = "Cancel the run of a saved query")
    SavedQueryResponse cancel(Team team, Caller caller, @PathVariable UUID id) {
        return views.shown(team, caller, runs.cancel(team, caller, id));
    }

    @PostMapping("/{id}/materialize")
    @Throttled(scope = "saved_query_materialization", perHour = 5, per = Throttled.Per.OBJECT)
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Keep the rows of a saved query as a table")
    SavedQueryResponse materialize(
            Team team, Caller caller, @PathVariable UUID id, @RequestBody MaterializeRequest request) {
        return views.shown(team, caller, runs.materialize(team, caller, id, request.frequency()));
    }

    @PostMapping("/{id}/revert_materialization")
    @Throttled(scope = "saved_query_materialization", perHour = 5, per = Throttled.Per.OBJECT)
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Make a materialized saved query a plain view again")
    SavedQueryResponse revert(Team team, Caller caller, @PathVariable UUID id) {
        return views.shown(team, caller, runs.revert(team, caller, id));
    }

    @PostMapping("/{id}/resume")
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "End the suspension of a saved query")
    Resumed resume(Team team, @PathVariable UUID id) {
        return new Resumed(runs.resume(team, id));
    }

    record Resumed(boolean resumed) {}

    @PostMapping("/resume_schedules")
    @RequiresScope(value = "warehouse_view:write", documented = false)
    @Operation(summary = "End the suspensions of several saved queries")
    ResumedViews resumeSchedules(Team team, @RequestBody ResumeRequest request) {
        return new ResumedViews(runs.resume(team, request.viewIds()));
    }

    record ResumedViews(List<UUID> resumed) {}

    @GetMapping("/{id}/run_history")
    @RequiresScope("warehouse_view:read")
    @Operation(summary = "List the last runs of a saved query")
    WithView.RunHistory history(Team team, Caller caller, @PathVariable UUID id) {
        return new WithView.RunHistory(views.retrieve(team, caller, id), runs.history(team, id));
    }
}
