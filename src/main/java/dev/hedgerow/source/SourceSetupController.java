package dev.hedgerow.source;

import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.web.LimitOffset;
import dev.hedgerow.web.Paginated;
import dev.hedgerow.web.RequestData;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What one asks on the way to a new source. */
@RestController
@RequestMapping(TeamRoute.PREFIX + "/external_data_sources")
class SourceSetupController {

    private final SourceSetup setup;
    private final SourceService sources;

    SourceSetupController(SourceSetup setup, SourceService sources) {
        this.setup = setup;
        this.sources = sources;
    }

    @GetMapping("/wizard")
    @RequiresScope(value = "external_data_source:read")
    @Operation(summary = "Describe the types of source and what each asks for")
    ResponseEntity<JsonNode> wizard(
            Team team, @RequestParam(name = "source_type", defaultValue = "") List<String> names) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePrivate())
                .body(setup.wizard(names));
    }

    @PostMapping("/database_schema")
    @RequiresScope(value = "external_data_source:write")
    @Operation(summary = "List the tables of a source before it is created")
    List<TablePreview> tables(Team team, @RequestBody TargetRequest request, @RequestBody RequestData body) {
        return setup.tables(body);
    }

    @PostMapping("/source_prefix")
    @RequiresScope(value = "external_data_source:write")
    @Operation(summary = "Check whether a source could have this prefix")
    void prefix(Team team, @RequestBody PrefixRequest request) {
        setup.checkPrefix(team, request);
    }

    @GetMapping("/connections")
    @RequiresScope("external_data_source:read")
    @Operation(summary = "List the sources that can be queried where they are")
    Paginated<Connection> connections(Team team, @RequestParam(defaultValue = "") String search, LimitOffset page) {
        return page.of(slice -> sources.queryable(team, search, slice), Connection::of);
    }

    @GetMapping("/direct_connection_options")
    @RequiresScope(value = "external_data_source:read", documented = false)
    @Operation(summary = "List the types of source that can be queried where they are")
    List<SourceSetup.DirectOption> directOptions(Team team) {
        return setup.directOptions();
    }

    /** A source whose tables can be asked in place, in HogQL like all others. */
    record Connection(
            UUID id,
            @Nullable String prefix,
            String engine,
            String sourceType,
            AccessMethod accessMethod,
            boolean supportsHogql,
            boolean isBuiltinManagedWarehouse,
            @Nullable String description) {

        static Connection of(Source source) {
            return new Connection(
                    source.id(),
                    source.prefix(),
                    source.engine(),
                    source.sourceType(),
                    source.accessMethod(),
                    true,
                    false,
                    source.description());
        }
    }
}
