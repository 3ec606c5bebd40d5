package dev.hedgerow.source;

import dev.hedgerow.auth.Caller;
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

/** Change data capture of sources. */
@RestController
@RequestMapping(TeamRoute.PREFIX + "/external_data_sources")
class CdcController {

    private final CdcPrerequisites prerequisites;
    private final SourceService sources;
    private final CdcService cdc;

    CdcController(CdcPrerequisites prerequisites, SourceService sources, CdcService cdc) {
        this.prerequisites = prerequisites;
        this.cdc = cdc;
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
    CdcStatus status(Team team, @PathVariable UUID id) {
        return cdc.status(team, id);
    }

    @PostMapping("/{id}/enable_cdc")
    @RequiresScope(value = "external_data_source:write", documented = false)
    @Operation(summary = "Capture the changes of a source")
    Map<String, Boolean> enable(Team team, Caller caller, @PathVariable UUID id, @RequestBody RequestData body) {
        cdc.enable(team, caller, id, body);
        return Map.of("success", true, "schedules_ready", true);
    }

    @PostMapping("/{id}/disable_cdc")
    @RequiresScope(value = "external_data_source:write", documented = false)
    @Operation(summary = "Stop capturing the changes of a source")
    CdcService.Disabled disable(Team team, Caller caller, @PathVariable UUID id) {
        return cdc.disable(team, caller, id);
    }

    @PostMapping("/{id}/repair_cdc")
    @RequiresScope(value = "external_data_source:write", documented = false)
    @Operation(summary = "Capture the changes of a source anew, and read its tables anew")
    Map<String, Object> repair(Team team, @PathVariable UUID id) {
        return Map.of("success", true, "schemas_reset", cdc.repair(team, id));
    }

    @PostMapping("/{id}/resume_cdc")
    @RequiresScope(value = "external_data_source:write", documented = false)
    @Operation(summary = "Go on capturing the changes of a source that was given up")
    Map<String, Boolean> resume(Team team, @PathVariable UUID id) {
        cdc.resume(team, id);
        return Map.of("success", true);
    }

    @PostMapping("/{id}/update_cdc_settings")
    @RequiresScope(value = "external_data_source:write", documented = false)
    @Operation(summary = "Change how much of its log a source may keep for CDC")
    Map<String, Boolean> configure(Team team, Caller caller, @PathVariable UUID id, @RequestBody RequestData body) {
        return cdc.configure(team, caller, id, body)
                ? Map.of("success", true)
                : Map.of("success", true, "unchanged", true);
    }

    record Verdict(boolean valid, List<String> errors) {

        static Verdict of(List<String> errors) {
            return new Verdict(errors.isEmpty(), errors);
        }
    }
}
