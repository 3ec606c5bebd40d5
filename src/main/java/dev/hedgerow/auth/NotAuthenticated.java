package dev.hedgerow.auth;

import dev.hedgerow.web.ApiError;
import dev.hedgerow.web.ApiException;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** Nobody we know is calling. */
class NotAuthenticated extends ApiException {

    private static final long serialVersionUID = 1L;

    private final String challenge;

    private NotAuthenticated(String code, String detail, AuthProperties properties) {
        super(HttpStatus.UNAUTHORIZED, new ApiError("authentication_error", code, detail, null));
        this.challenge =
                "Bearer resource_metadata=\"%s/.well-known/oauth-protected-resource\"".formatted(properties.siteUrl());
    }

    static NotAuthenticated noCredential(AuthProperties properties) {
        return new NotAuthenticated("not_authenticated", "Authentication credentials were not provided.", properties);
    }

    static NotAuthenticated invalidKey(String place, AuthProperties properties) {
        var detail = "Personal API key found in request %s is invalid.".formatted(place);
        return new NotAuthenticated("authentication_failed", detail, properties);
    }

    static NotAuthenticated unknownProjectToken(AuthProperties properties) {
        return new NotAuthenticated("authentication_failed", "Incorrect authentication credentials.", properties);
    }

    static NotAuthenticated invalidAccessToken(AuthProperties properties) {
        return new NotAuthenticated("authentication_failed", "Invalid access token.", properties);
    }

    @Override
    public Map<String, String> headers() {
        return challenge(challenge);
    }
}
