package dev.hedgerow.modelingjob;

import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.web.CursorPage;
import dev.hedgerow.web.LimitOffset;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@RequestMapping(TeamRoute.PREFIX + "/data_modeling_jobs")
class JobController {

    private final JobList jobs;
    private final JobEvents events;

    JobController(JobList jobs, JobEvents events) {
        this.jobs = jobs;
        this.events = events;
    }

    /** Walked by cursors, unless an offset is given: then in counted slices, as later versions have it. */
    @GetMapping
    @RequiresScope("warehouse_view:read")
    @Operation(summary = "List data modeling jobs")
    JobPage list(
            Team team,
            @RequestParam(name = "saved_query_id", required = false) @Nullable String view,
            @RequestParam(required = false) @Nullable String offset,
            CursorPage walk,
            LimitOffset slices) {
        var chosen = jobs.view(team, view);
        return offset == null
                ? JobPage.of(walk.of(
                        (position, backwards, limit, skip) -> jobs.walk(team, chosen, position, backwards, limit, skip),
                        JobResponse::position,
                        Function.identity()))
                : JobPage.of(slices.of(slice -> jobs.slice(team, chosen, slice), Function.identity()));
    }

    @GetMapping("/recent")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "List the last finished data modeling job of each saved query")
    List<JobResponse> recent(Team team) {
        return jobs.recent(team);
    }

    @GetMapping("/running")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "List the data modeling jobs that are under way")
    List<JobResponse> running(Team team) {
        return jobs.running(team);
    }

    @GetMapping("/{id}")
    @RequiresScope("warehouse_view:read")
    @Operation(summary = "Retrieve a data modeling job")
    JobResponse retrieve(Team team, @PathVariable UUID id) {
        return jobs.get(team, id);
    }

    @GetMapping("/{id}/events")
    @RequiresScope("warehouse_view:read")
    @Operation(summary = "Follow a data modeling job until it has ended")
    SseEmitter events(Team team, @PathVariable UUID id) {
        return events.follow(team, id);
    }
}
