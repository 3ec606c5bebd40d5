package dev.hedgerow.activity;

import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.web.PageNumber;
import dev.hedgerow.web.Paginated;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(TeamRoute.PREFIX + "/activity_log")
class ActivityLogController {

    private final ActivityLog log;

    ActivityLogController(ActivityLog log) {
        this.log = log;
    }

    @GetMapping
    @RequiresScope("activity_log:read")
    @Operation(summary = "List what happened in a project")
    Paginated<ActivityLogResponse> list(
            Team team,
            @PageNumber.Size(100) PageNumber page,
            @RequestParam(required = false) @Nullable String scope,
            @RequestParam(defaultValue = "") List<String> scopes,
            @RequestParam(name = "item_id", required = false) @Nullable String itemId,
            @RequestParam(required = false) @Nullable String user) {
        var wanted = Stream.concat(Stream.ofNullable(scope), scopes.stream()).toList();
        var filter = new ActivityFilter(wanted, itemId, user);
        return page.of(slice -> log.list(team, filter, slice), acted -> ActivityLogResponse.of(team, acted));
    }
}
