package dev.hedgerow.operations;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.operations.FeedRequest.Numbers;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(TeamRoute.PREFIX + "/data_warehouse")
class OperationsController {

    private static final CacheControl SHORTLY = CacheControl.maxAge(Duration.ofSeconds(10));

    private final Feeds feeds;
    private final JobStatistics jobs;
    private final HealthIssues issues;
    private final RowStatistics rows;
    private final Dashboards dashboards;
    private final PropertyValues values;

    OperationsController(
            Feeds feeds,
            JobStatistics jobs,
            HealthIssues issues,
            RowStatistics rows,
            Dashboards dashboards,
            PropertyValues values) {
        this.feeds = feeds;
        this.jobs = jobs;
        this.issues = issues;
        this.rows = rows;
        this.dashboards = dashboards;
        this.values = values;
    }

    @GetMapping("/running_activity")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "List the runs that are under way")
    Feed running(
            Team team,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String offset,
            @RequestParam(name = "cutoff_days", required = false) @Nullable String cutoffDays,
            @RequestParam(required = false) @Nullable String kind) {
        return feeds.feed(team, FeedRequest.running(new Numbers(limit, offset, cutoffDays), kind));
    }

    @GetMapping("/completed_activity")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "List the runs that have ended")
    Feed completed(
            Team team,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String offset,
            @RequestParam(name = "cutoff_days", required = false) @Nullable String cutoffDays,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String outcome) {
        return feeds.feed(team, FeedRequest.ended(new Numbers(limit, offset, cutoffDays), kind, outcome));
    }

    @GetMapping("/job_stats")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "Count runs by how they ended")
    JobStats jobStats(Team team, @RequestParam(required = false) @Nullable String days) {
        return jobs.of(team, days);
    }

    @GetMapping("/data_health_issues")
    @RequiresScope(value = "warehouse_view:read", also = "external_data_source:read", documented = false)
    @Operation(summary = "List what failed and has not succeeded since")
    HealthIssue.Listing healthIssues(Team team) {
        return issues.of(team);
    }

    @GetMapping("/total_rows_stats")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "Count the rows that moved this month")
    RowStats rowStats(Team team) {
        return rows.of(team);
    }

    @GetMapping("/data_ops_dashboard")
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Find the dashboard of the project's warehouse, or make it")
    DashboardId dashboard(Team team, Caller caller) {
        return new DashboardId(dashboards.ofTeam(team, caller));
    }

    @GetMapping("/property_values")
    @RequiresScope("query:read")
    @Operation(summary = "List some values of a column")
    ResponseEntity<Values> propertyValues(
            Team team,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(name = "table_name", required = false) @Nullable String tableName,
            @RequestParam(required = false) @Nullable String value) {
        return ResponseEntity.ok().cacheControl(SHORTLY).body(Values.of(values.of(team, key, tableName, value)));
    }

    record DashboardId(long dashboardId) {}

    record Values(List<Value> results, boolean refreshing) {

        static Values of(List<String> names) {
            return new Values(names.stream().map(Value::new).toList(), false);
        }
    }

    record Value(String name) {}
}
