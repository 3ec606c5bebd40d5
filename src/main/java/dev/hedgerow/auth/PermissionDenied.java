package dev.hedgerow.auth;

import dev.hedgerow.web.ApiError;
import dev.hedgerow.web.ApiException;
import org.springframework.http.HttpStatus;

/** We know who is calling, and they may not do this. */
public class PermissionDenied extends ApiException {

    private static final long serialVersionUID = 1L;

    public PermissionDenied(String detail) {
        super(HttpStatus.FORBIDDEN, new ApiError("authentication_error", "permission_denied", detail, null));
    }

    static PermissionDenied missingScope(String scope) {
        return new PermissionDenied("API key missing required scope '%s'".formatted(scope));
    }

    static PermissionDenied noKeys() {
        return new PermissionDenied("This action does not support personal API key access");
    }

    static PermissionDenied notInProject() {
        return new PermissionDenied("You don't have access to the project.");
    }
}
