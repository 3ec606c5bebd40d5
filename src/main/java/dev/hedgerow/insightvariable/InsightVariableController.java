package dev.hedgerow.insightvariable;

import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NO_CONTENT;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.web.PageNumber;
import dev.hedgerow.web.Paginated;
import dev.hedgerow.web.Patch;
import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(TeamRoute.PREFIX + "/insight_variables")
class InsightVariableController {

    private static final int PAGE_SIZE = 500;

    private final InsightVariableService variables;
    private final InsightVariableReader reader;

    InsightVariableController(InsightVariableService variables, InsightVariableReader reader) {
        this.variables = variables;
        this.reader = reader;
    }

    @GetMapping
    @RequiresScope("insight_variable:read")
    @Operation(summary = "List insight variables")
    Paginated<InsightVariableResponse> list(Team team, @PageNumber.Size(PAGE_SIZE) PageNumber page) {
        return page.of(slice -> reader.page(team, slice));
    }

    @GetMapping("/{id}")
    @RequiresScope("insight_variable:read")
    @Operation(summary = "Retrieve an insight variable")
    InsightVariableResponse retrieve(Team team, @PathVariable UUID id) {
        return reader.get(team, id);
    }

    @PostMapping
    @ResponseStatus(CREATED)
    @RequiresScope("insight_variable:write")
    @Operation(summary = "Create an insight variable")
    InsightVariableResponse create(Team team, Caller caller, @RequestBody InsightVariableRequest request) {
        return InsightVariableResponse.of(variables.create(team, caller, request));
    }

    @PutMapping("/{id}")
    @RequiresScope("insight_variable:write")
    @Operation(summary = "Replace an insight variable")
    InsightVariableResponse replace(Team team, @PathVariable UUID id, @RequestBody InsightVariableRequest request) {
        return InsightVariableResponse.of(variables.update(team, id, _ -> request));
    }

    @PatchMapping("/{id}")
    @RequiresScope("insight_variable:write")
    @Operation(summary = "Change an insight variable")
    InsightVariableResponse update(
            Team team, @PathVariable UUID id, @RequestBody Patch<InsightVariableRequest> changes) {
        return InsightVariableResponse.of(variables.update(team, id, changes::onto));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(NO_CONTENT)
    @RequiresScope("insight_variable:write")
    @Operation(summary = "Delete an insight variable")
    void delete(Team team, @PathVariable UUID id) {
        variables.delete(team, id);
    }
}
