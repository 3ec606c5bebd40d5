package dev.hedgerow.account;

import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NO_CONTENT;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.web.LimitOffset;
import dev.hedgerow.web.Paginated;
import dev.hedgerow.web.Patch;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/{root:projects|environments}")
class ProjectController {

    private final ProjectService projects;

    ProjectController(ProjectService projects) {
        this.projects = projects;
    }

    @GetMapping
    @RequiresScope("project:read")
    @Operation(summary = "List your projects")
    Paginated<ProjectBasicResponse> list(
            Caller caller, @RequestParam(defaultValue = "") String search, LimitOffset page) {
        return page.of(slice -> projects.list(caller, search, slice), ProjectBasicResponse::of);
    }

    @GetMapping("/{team}")
    @RequiresScope("project:read")
    @Operation(summary = "Retrieve a project: your current one as @current")
    ProjectResponse retrieve(Team team, Caller caller) {
        return ProjectResponse.of(projects.get(team), caller.levelIn(team.organizationId()));
    }

    @PostMapping
    @ResponseStatus(CREATED)
    @RequiresScope("project:write")
    @Operation(summary = "Create a project in your current organization")
    ProjectResponse create(Caller caller, @RequestBody Patch<ProjectRequest> request) {
        var project = projects.create(caller, request.onto(ProjectRequest.DEFAULT));
        return ProjectResponse.of(project, caller.levelIn(project.organizationId()));
    }

    @PutMapping("/{team}")
    @RequiresScope("project:write")
    @Operation(summary = "Replace a project's settings")
    ProjectResponse replace(Team team, Caller caller, @RequestBody Patch<ProjectRequest> changes) {
        return ProjectResponse.of(projects.update(team, caller, changes::onto), caller.levelIn(team.organizationId()));
    }

    @PatchMapping("/{team}")
    @RequiresScope("project:write")
    @Operation(summary = "Change a project's settings")
    ProjectResponse update(Team team, Caller caller, @RequestBody Patch<ProjectRequest> changes) {
        return ProjectResponse.of(projects.update(team, caller, changes::onto), caller.levelIn(team.organizationId()));
    }

    @DeleteMapping("/{team}")
    @ResponseStatus(NO_CONTENT)
    @RequiresScope("project:write")
    @Operation(summary = "Delete a project and everything in it")
    void delete(Team team, Caller caller) {
        projects.delete(team, caller);
    }
}
