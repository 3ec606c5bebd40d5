package dev.hedgerow.source;

import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NO_CONTENT;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.web.LimitOffset;
import dev.hedgerow.web.Paginated;
import dev.hedgerow.web.Patch;
import io.swagger.v3.oas.annotations.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(TeamRoute.PREFIX + "/external_data_sources")
class SourceController {

    private final SourceService sources;
    private final SourceCreation creation;
    private final SourceViews views;
    private final SchemaService schemas;

    SourceController(SourceService sources, SourceCreation creation, SourceViews views, SchemaService schemas) {
        this.sources = sources;
        this.creation = creation;
        this.views = views;
        this.schemas = schemas;
    }

    @GetMapping
    @RequiresScope("external_data_source:read")
    @Operation(summary = "List external data sources")
    Paginated<SourceResponse> list(
            Team team, Caller caller, @RequestParam(defaultValue = "") String search, LimitOffset page) {
        var shown = new HashMap<UUID, SourceResponse>();
        return page.of(
                slice -> seen(team, caller, sources.list(team, search, slice), shown),
                source -> Objects.requireNonNull(shown.get(source.id())));
    }

    /** Looks up what belongs to the sources of a whole page at once. */
    private Page<Source> seen(Team team, Caller caller, Page<Source> page, Map<UUID, SourceResponse> shown) {
        views.of(team, caller, page.getContent()).forEach(source -> shown.put(source.id(), source));
        return page;
    }

    @PostMapping
    @ResponseStatus(CREATED)
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Create an external data source")
    SourceResponse create(Team team, Caller caller, @RequestBody SourceRequest request) {
        return views.of(team, caller, creation.create(team, caller, request));
    }

    @PostMapping("/setup")
    @ResponseStatus(CREATED)
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Create an external data source and sync all of its tables")
    SourceResponse setUp(Team team, Caller caller, @RequestBody SourceRequest request) {
        return views.of(team, caller, creation.create(team, caller, request.withAllTables()));
    }

    @GetMapping("/{id}")
    @RequiresScope("external_data_source:read")
    @Operation(summary = "Retrieve an external data source")
    SourceResponse retrieve(Team team, Caller caller, @PathVariable UUID id) {
        return views.of(team, caller, sources.get(team, id));
    }

    @PutMapping("/{id}")
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Replace what of an external data source can be changed")
    SourceResponse replace(Team team, Caller caller, @PathVariable UUID id, @RequestBody Patch<SourceChange> changes) {
        return views.of(team, caller, sources.update(team, caller, id, changes));
    }

    @PatchMapping("/{id}")
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Change an external data source")
    SourceResponse update(Team team, Caller caller, @PathVariable UUID id, @RequestBody Patch<SourceChange> changes) {
        return views.of(team, caller, sources.update(team, caller, id, changes));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(NO_CONTENT)
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Delete an external data source and its tables")
    void delete(Team team, Caller caller, @PathVariable UUID id) {
        sources.delete(team, caller, id);
    }

    @GetMapping("/{id}/jobs")
    @RequiresScope(value = "external_data_source:read", documented = false)
    @Operation(summary = "List the newest syncs of an external data source")
    List<SyncResponse> jobs(
            Team team,
            @PathVariable UUID id,
            @RequestParam(required = false) @org.jspecify.annotations.Nullable String after,
            @RequestParam(required = false) @org.jspecify.annotations.Nullable String before,
            @RequestParam(name = "schemas", defaultValue = "") List<String> names) {
        return sources.jobs(
                team, id, MomentParameter.parse("after", after), MomentParameter.parse("before", before), names);
    }

    @PostMapping("/{id}/reload")
    @RequiresScope(value = "external_data_source:write", documented = false)
    @Operation(summary = "Sync all tables of an external data source now")
    Optional<SchemaInventory.Refreshed> reload(Team team, Caller caller, @PathVariable UUID id) {
        return schemas.reloadAll(team, caller, id);
    }

    @PatchMapping("/{id}/revenue_analytics_config")
    @RequiresScope(value = "external_data_source:write", documented = false)
    @Operation(summary = "Change what revenue analytics makes of an external data source")
    SourceResponse analyse(
            Team team, Caller caller, @PathVariable UUID id, @RequestBody Patch<RevenueAnalytics> changes) {
        return views.of(team, caller, sources.analyse(team, id, changes));
    }

    @PostMapping("/{id}/refresh_schemas")
    @RequiresScope(value = "external_data_source:write", documented = false)
    @Operation(summary = "Look for tables that an external data source has gained or lost")
    SchemaInventory.Refreshed refresh(Team team, Caller caller, @PathVariable UUID id) {
        return schemas.refresh(team, caller, id);
    }
}
