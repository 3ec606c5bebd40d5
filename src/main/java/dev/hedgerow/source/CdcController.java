package dev.hedgerow.source;

import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.web.RequestData;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Change data capture: what it needs can be checked; it cannot be switched on yet. */
@RestController
@RequestMapping(TeamRoute.PREFIX + "/external_data_sources")
class CdcController {

    private final CdcPrerequisites prerequisites;
    private final SourceService sources;

    CdcController(CdcPrerequisites prerequisites, SourceService sources) {
        this.prerequisites = prerequisites;
        this.sources = sources;
    }

    @PostMapping("/check_cdc_prerequisites")
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Check whether a database could be followed by CDC")
    Verdict check(Team team, @RequestBody TargetRequest request, @RequestBody RequestData body) {
        return Verdict.of(prerequisites.missing(body));
    }

    @PostMapping("/{id}/check_cdc_prerequisites_for_source")
    @RequiresScope(value = "external_data_source:write", documented = false)
    @Operation(summary = "Check whether the database of a source could be followed by CDC")
    Verdict checkSource(Team team, @PathVariable UUID id, @RequestBody RequestData body) {
        var source = sources.get(team, id);
        return Verdict.of(prerequisites.missing(sources.type(source), sources.stored(source), body));
    }

    @GetMapping("/{id}/cdc_status")
    @RequiresScope("external_data_source:read")
    @Operation(summary = "Tell how far CDC of a source is")
    Map<String, Object> status(Team team, @PathVariable UUID id) {
        sources.get(team, id);
        return Map.of("enabled", false);
    }

    @PostMapping("/{id}/enable_cdc")
    @RequiresScope(value = "external_data_source:write", documented = false)
    @Operation(summary = "Refuse to switch CDC on, which this server cannot do yet")
    void enable(Team team, @PathVariable UUID id) {
        throw refusal(team, id);
    }

    @PostMapping("/{id}/disable_cdc")
    @RequiresScope(value = "external_data_source:write", documented = false)
    @Operation(summary = "Refuse to switch CDC off, which cannot be on")
    void disable(Team team, @PathVariable UUID id) {
        throw refusal(team, id);
    }

    @PostMapping("/{id}/repair_cdc")
    @RequiresScope(value = "external_data_source:write", documented = false)
    @Operation(summary = "Refuse to repair CDC, which cannot be on")
    void repair(Team team, @PathVariable UUID id) {
        throw refusal(team, id);
    }

    @PostMapping("/{id}/update_cdc_settings")
    @RequiresScope(value = "external_data_source:write", documented = false)
    @Operation(summary = "Refuse to change CDC, which cannot be on")
    void configure(Team team, @PathVariable UUID id) {
        throw refusal(team, id);
    }

    private Refusal refusal(Team team, UUID id) {
        var source = sources.get(team, id);
        return new Refusal(
                prerequisites.isSupported(source.sourceType())
                        ? "This server does not offer change data capture (CDC) yet."
                        : "CDC is not supported for source type: " + source.sourceType());
    }

    record Verdict(boolean valid, List<String> errors) {

        static Verdict of(List<String> errors) {
            return new Verdict(errors.isEmpty(), errors);
        }
    }
}
