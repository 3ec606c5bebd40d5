package dev.hedgerow.source;

import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NO_CONTENT;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.syncjob.LineFilter;
import dev.hedgerow.web.LimitOffset;
import dev.hedgerow.web.Paginated;
import dev.hedgerow.web.Patch;
import io.swagger.v3.oas.annotations.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
@RequestMapping(TeamRoute.PREFIX + "/external_data_schemas")
class SourceSchemaController {

    private static final int MOST_LINES = 1000;

    private final SchemaService schemas;
    private final SourceService sources;
    private final SourceViews views;

    SourceSchemaController(SchemaService schemas, SourceService sources, SourceViews views) {
        this.schemas = schemas;
        this.sources = sources;
        this.views = views;
    }

    @GetMapping
    @RequiresScope("external_data_source:read")
    @Operation(summary = "List the schemas of all external data sources")
    Paginated<SchemaResponse> list(
            Team team, Caller caller, @RequestParam(defaultValue = "") String search, LimitOffset page) {
        var shown = new HashMap<UUID, SchemaResponse>();
        return page.of(
                slice -> seen(team, caller, schemas.list(team, search, slice), shown),
                schema -> Objects.requireNonNull(shown.get(schema.id())));
    }

    /** Looks up what belongs to the schemas of a whole page at once. */
    private Page<SourceSchema> seen(
            Team team, Caller caller, Page<SourceSchema> page, Map<UUID, SchemaResponse> shown) {
        views.ofSchemas(team, caller, page.getContent()).forEach(schema -> shown.put(schema.id(), schema));
        return page;
    }

    @PostMapping
    @ResponseStatus(CREATED)
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Add a table of a source")
    SchemaResponse create(
            Team team, Caller caller, @RequestBody NewSchema request, @RequestBody Patch<SchemaRequest> settings) {
        return shown(team, caller, schemas.create(team, caller, request, settings));
    }

    @GetMapping("/{id}")
    @RequiresScope("external_data_source:read")
    @Operation(summary = "Retrieve a schema")
    SchemaResponse retrieve(Team team, Caller caller, @PathVariable UUID id) {
        return shown(team, caller, schemas.get(team, id));
    }

    @PutMapping("/{id}")
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Replace how a schema is synced")
    SchemaResponse replace(Team team, Caller caller, @PathVariable UUID id, @RequestBody Patch<SchemaRequest> changes) {
        return shown(team, caller, schemas.update(team, caller, id, changes));
    }

    @PatchMapping("/{id}")
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Change how a schema is synced")
    SchemaResponse update(Team team, Caller caller, @PathVariable UUID id, @RequestBody Patch<SchemaRequest> changes) {
        return shown(team, caller, schemas.update(team, caller, id, changes));
    }

    private SchemaResponse shown(Team team, Caller caller, SourceSchema schema) {
        return views.of(team, caller, schema, sources.get(team, schema.sourceId()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(NO_CONTENT)
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Delete a schema and its table")
    void delete(Team team, @PathVariable UUID id) {
        schemas.delete(team, id);
    }

    @PostMapping("/{id}/reload")
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Sync a schema now")
    void reload(Team team, Caller caller, @PathVariable UUID id) {
        schemas.reload(team, caller, id);
    }

    @PostMapping("/{id}/resync")
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Sync a schema from nothing")
    void resync(Team team, Caller caller, @PathVariable UUID id) {
        schemas.resync(team, caller, id);
    }

    @PostMapping("/{id}/cancel")
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Cancel the running sync of a schema")
    Optional<Map<String, String>> cancel(Team team, @PathVariable UUID id) {
        return schemas.cancel(team, id);
    }

    @PostMapping("/{id}/incremental_fields")
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Ask the source how a schema could be synced")
    IncrementalOptions incrementalFields(Team team, @PathVariable UUID id) {
        return schemas.incrementalOptions(team, id);
    }

    @DeleteMapping("/{id}/delete_data")
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Delete the rows of a schema, which stays")
    void deleteData(Team team, @PathVariable UUID id) {
        schemas.deleteData(team, id);
    }

    @GetMapping("/{id}/logs")
    @RequiresScope("external_data_source:read")
    @Operation(summary = "Read what the syncs of a schema said")
    List<Line> logs(
            Team team,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "") List<String> level,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(name = "instance_id", required = false) @Nullable UUID run) {
        var filter = new LineFilter(
                Math.clamp(limit, 1, MOST_LINES),
                MomentParameter.parse("after", after),
                MomentParameter.parse("before", before),
                level.stream().map(word -> word.toUpperCase(Locale.ROOT)).toList(),
                search,
                run);
        return schemas.logs(team, id, filter).stream()
                .map(line -> new Line(line.timestamp(), line.level(), line.message(), line.run()))
                .toList();
    }

    /** A line of the log of a sync. */
    record Line(java.time.Instant timestamp, String level, String message, UUID instanceId) {}
}
