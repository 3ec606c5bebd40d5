package dev.hedgerow.managedwarehouse;

import dev.hedgerow.web.PlainRefusal;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** Why a managed warehouse is not given, changed or shown; these actions answer outside the envelope. */
final class Refusal extends PlainRefusal {

    private Refusal(HttpStatus status, String error) {
        super(status, Map.of("error", error));
    }

    static Refusal invalid(String error) {
        return new Refusal(HttpStatus.BAD_REQUEST, error);
    }

    static Refusal adminsOnly(String action) {
        return new Refusal(HttpStatus.FORBIDDEN, "Only organization admins can " + action);
    }

    static Refusal notEnabled() {
        return new Refusal(HttpStatus.FORBIDDEN, "This feature is not enabled");
    }

    static Refusal noWarehouse() {
        return new Refusal(HttpStatus.NOT_FOUND, "warehouse not found");
    }

    static Refusal noOrganization() {
        return new Refusal(HttpStatus.NOT_FOUND, "org not found");
    }

    static Refusal conflict(String error) {
        return new Refusal(HttpStatus.CONFLICT, error);
    }

    static Refusal nameTaken(String name) {
        return conflict("provision conflicts with existing state (likely database_name in use): " + name);
    }

    static Refusal serverFailed(ServerFailure failure) {
        return switch (failure.kind()) {
            case TIMED_OUT -> new Refusal(HttpStatus.GATEWAY_TIMEOUT, "Provisioning service timed out");
            case UNREACHABLE -> new Refusal(HttpStatus.BAD_GATEWAY, "Provisioning service is unreachable");
            case BUSY, REFUSED ->
                new Refusal(HttpStatus.INTERNAL_SERVER_ERROR, "An error occurred contacting the provisioning service");
        };
    }
}
