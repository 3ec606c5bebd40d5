package dev.hedgerow.managedwarehouse;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(TeamRoute.PREFIX + "/data_warehouse")
class ManagedWarehouseController {

    private final ManagedWarehouseService warehouses;

    ManagedWarehouseController(ManagedWarehouseService warehouses) {
        this.warehouses = warehouses;
    }

    @GetMapping("/check-database-name")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "Check whether a warehouse name is free")
    NameResponse checkName(Team team, @RequestParam(required = false) @Nullable String name) {
        return new NameResponse(String.valueOf(name), warehouses.isAvailable(team, name));
    }

    @PostMapping("/provision")
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Provision the managed warehouse")
    ResponseEntity<ProvisionResponse> provision(
            Team team,
            Caller caller,
            @Parameter(hidden = true) @PathVariable String root,
            @RequestBody ProvisionRequest request) {
        var login = warehouses.provision(team, caller, request, isProjects(root));
        return accepted(root, ProvisionResponse.of(team, login));
    }

    @PostMapping("/deprovision")
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Take the managed warehouse back, with all it holds")
    ResponseEntity<DeprovisionResponse> deprovision(
            Team team, Caller caller, @Parameter(hidden = true) @PathVariable String root) {
        warehouses.deprovision(team, caller);
        return accepted(root, DeprovisionResponse.of(team));
    }

    @GetMapping("/warehouse_status")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "Read the state of the managed warehouse")
    StatusResponse status(Team team) {
        return warehouses.status(team);
    }

    @PostMapping("/reset-password")
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Replace the password of the managed warehouse")
    Login resetPassword(Team team, Caller caller) {
        return warehouses.resetPassword(team, caller);
    }

    @PostMapping("/enable_backfill")
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Publish the project's tables into the managed warehouse")
    BackfillResponse enableBackfill(Team team, Caller caller, @RequestBody BackfillRequest request) {
        return new BackfillResponse(
                true, warehouses.enableBackfill(team, caller, request).tableSuffix());
    }

    @DeleteMapping("/delete-org")
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Forget a managed warehouse that was taken back, and free its name")
    ForgottenResponse deleteOrganization(Team team, Caller caller) {
        warehouses.deleteOrganization(team, caller);
        return new ForgottenResponse("deleted", team.organizationId(), team.organizationId());
    }

    /** The reference has a status of its own for each prefix. */
    private static <T> ResponseEntity<T> accepted(String root, T body) {
        return ResponseEntity.status(isProjects(root) ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(body);
    }

    private static boolean isProjects(String root) {
        return root.equals("projects");
    }

    record NameResponse(String name, boolean available) {}

    record ProvisionResponse(String status, String team, UUID org, String username, String password) {

        static ProvisionResponse of(Team team, Login login) {
            return new ProvisionResponse(
                    "provisioning started",
                    String.valueOf(team.id()),
                    team.organizationId(),
                    login.username(),
                    login.password());
        }
    }

    record DeprovisionResponse(String status, String team, UUID org) {

        static DeprovisionResponse of(Team team) {
            return new DeprovisionResponse("deprovisioning started", String.valueOf(team.id()), team.organizationId());
        }
    }

    record BackfillResponse(boolean enabled, String tableSuffix) {}

    record ForgottenResponse(String status, UUID org, UUID deleted) {}
}
