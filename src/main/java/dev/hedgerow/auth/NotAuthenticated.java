package dev.hedgerow.auth;

import dev.hedgerow.server.ServerSettings;
import dev.hedgerow.web.ApiError;
import dev.hedgerow.web.ApiException;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** Nobody we know is calling. */
class NotAuthenticated extends ApiException {

    private static final long serialVersionUID = 1L;

    private final String challenge;

    private NotAuthenticated(String code, String detail, ServerSettings server) {
        super(HttpStatus.UNAUTHORIZED, new ApiError("authentication_error", code, detail, null));
        this.challenge =
                "Bearer resource_metadata=\"%s/.well-known/oauth-protected-resource\"".formatted(server.publicUrl());
    }

    static NotAuthenticated noCredential(ServerSettings server) {
        return new NotAuthenticated("not_authenticated", "Authentication credentials were not provided.", server);
    }

    static NotAuthenticated invalidKey(String place, ServerSettings server) {
        var detail = "Personal API key found in request %s is invalid.".formatted(place);
        return new NotAuthenticated("authentication_failed", detail, server);
    }

    static NotAuthenticated unknownProjectToken(ServerSettings server) {
        return new NotAuthenticated("authentication_failed", "Incorrect authentication credentials.", server);
    }

    static NotAuthenticated invalidAccessToken(ServerSettings server) {
        return new NotAuthenticated("authentication_failed", "Invalid access token.", server);
    }

    @Override
    public Map<String, String> headers() {
        return challenge(challenge);
    }
}
