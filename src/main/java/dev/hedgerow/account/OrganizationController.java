package dev.hedgerow.account;

import static org.springframework.http.HttpStatus.CREATED;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Organization;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.web.LimitOffset;
import dev.hedgerow.web.Paginated;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/organizations")
class OrganizationController {

    private final OrganizationService organizations;

    OrganizationController(OrganizationService organizations) {
        this.organizations = organizations;
    }

    @GetMapping
    @RequiresScope("organization:read")
    @Operation(summary = "List your organizations")
    Paginated<OrganizationResponse> list(Caller caller, LimitOffset page) {
        return page.of(slice -> organizations.list(caller, slice), OrganizationResponse::of);
    }

    @GetMapping("/{organization}")
    @RequiresScope("organization:read")
    @Operation(summary = "Retrieve an organization: your current one as @current")
    OrganizationResponse retrieve(Organization organization) {
        return OrganizationResponse.of(organizations.get(organization));
    }

    @PostMapping
    @ResponseStatus(CREATED)
    @RequiresScope("organization:write")
    @Operation(summary = "Create an organization, as staff")
    OrganizationResponse create(Caller caller, @RequestBody OrganizationRequest request) {
        return OrganizationResponse.of(organizations.create(caller, request));
    }
}
