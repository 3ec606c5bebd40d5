package dev.hedgerow.account;

import static org.springframework.http.HttpStatus.CREATED;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Organization;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.web.LimitOffset;
import dev.hedgerow.web.Paginated;
import dev.hedgerow.web.Patch;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/organizations/{organizationId}/projects")
class OrganizationProjectController {

    private final ProjectService projects;

    OrganizationProjectController(ProjectService projects) {
        this.projects = projects;
    }

    @GetMapping
    @RequiresScope("project:read")
    @Operation(summary = "List an organization's projects")
    Paginated<ProjectBasicResponse> list(
            Organization organization, @RequestParam(defaultValue = "") String search, LimitOffset page) {
        return page.of(slice -> projects.list(organization, search, slice), ProjectBasicResponse::of);
    }

    @GetMapping("/{id}")
    @RequiresScope("project:read")
    @Operation(summary = "Retrieve an organization's project")
    ProjectResponse retrieve(Organization organization, @PathVariable String id) {
        return ProjectResponse.of(projects.get(organization, id), organization.level());
    }

    @PostMapping
    @ResponseStatus(CREATED)
    @RequiresScope("project:write")
    @Operation(summary = "Create a project in an organization")
    ProjectResponse create(Caller caller, Organization organization, @RequestBody Patch<ProjectRequest> request) {
        return ProjectResponse.of(
                projects.create(caller, organization.id(), request.onto(ProjectRequest.DEFAULT)), organization.level());
    }
}
