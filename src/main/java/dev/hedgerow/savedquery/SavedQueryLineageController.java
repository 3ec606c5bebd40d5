package dev.hedgerow.savedquery;

import dev.hedgerow.activity.ActivityPaging;
import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.lineage.Lineage;
import dev.hedgerow.web.NotFound;
import dev.hedgerow.web.Patch;
import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a view stands on, what stands on it, and what has become of it. */
@RestController
@RequestMapping(TeamRoute.PREFIX + "/warehouse_saved_queries/{id}")
class SavedQueryLineageController {

    private final SavedQueryService views;
    private final SavedQueryRepository repository;
    private final Lineage lineage;
    private final ViewHistory history;
    private final ColumnLineage columns;
    private final Impact impact;

    SavedQueryLineageController(
            SavedQueryService views,
            SavedQueryRepository repository,
            Lineage lineage,
            ViewHistory history,
            ColumnLineage columns,
            Impact impact) {
        this.views = views;
        this.repository = repository;
        this.lineage = lineage;
        this.history = history;
        this.columns = columns;
        this.impact = impact;
    }

    @PostMapping("/ancestors")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "List what a saved query reads, directly and through others")
    WithView.Ancestors ancestors(Team team, Caller caller, @PathVariable UUID id, @RequestBody LevelRequest request) {
        var view = views.retrieve(team, caller, id);
        return new WithView.Ancestors(view, lineage.ancestors(team, id.toString(), request.level()));
    }

    @PostMapping("/descendants")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "List what reads a saved query, directly and through others")
    WithView.Descendants descendants(
            Team team, Caller caller, @PathVariable UUID id, @RequestBody LevelRequest request) {
        var view = views.retrieve(team, caller, id);
        return new WithView.Descendants(view, lineage.descendants(team, id.toString(), request.level()));
    }

    @GetMapping("/dependencies")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "Count what a saved query reads and what reads it")
    WithView.Dependencies dependencies(Team team, Caller caller, @PathVariable UUID id) {
        var view = views.retrieve(team, caller, id);
        var up = lineage.sources(team, id.toString()).size();
        var down = lineage.readers(team, id.toString()).size();
        return new WithView.Dependencies(view, up, down);
    }

    @GetMapping("/column_lineage")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "List the columns that feed each column of a saved query")
    ColumnLineage.Answer columnLineage(Team team, @PathVariable UUID id) {
        return columns.of(team, views.get(team, id));
    }

    @PostMapping("/impact")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "Say which saved queries a change would break, without making it")
    Impact.Answer impact(Team team, @PathVariable UUID id, @RequestBody Patch<SavedQueryRequest> change) {
        return impact.of(team, views.get(team, id), change);
    }

    /** Also of a view that is deleted. */
    @GetMapping("/activity")
    @RequiresScope("activity_log:read")
    @Operation(summary = "List what happened to a saved query")
    WithView.Activity activity(Team team, Caller caller, @PathVariable UUID id, ActivityPaging paging) {
        var view = repository.findByTeamIdAndId(team.id(), id).orElseThrow(NotFound::new);
        return WithView.Activity.of(views.shown(team, caller, view), history.of(team, view, paging));
    }
}
