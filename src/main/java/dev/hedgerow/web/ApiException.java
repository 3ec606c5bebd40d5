package dev.hedgerow.web;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/** A refusal the client can act on. Modules subclass it, one class a refusal; {@link ErrorWriter} alone renders it. */
public abstract class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient HttpStatusCode status;
    private final transient ApiError error;

    protected ApiException(HttpStatusCode status, ApiError error) {
        super(error.detail(), null, true, false);
        this.status = status;
        this.error = error;
    }

    public HttpStatusCode status() {
        return status;
    }

    public ApiError error() {
        return error;
    }

    /** What the body says: the envelope, but for the few actions that PostHog answers otherwise. */
    protected Object body() {
        return error;
    }

    /** What the response says beside its body, such as {@code Retry-After}. */
    public Map<String, String> headers() {
        return Map.of();
    }

    /** For refusals that answer 401: which scheme would have been accepted. */
    protected static Map<String, String> challenge(String scheme) {
        return Map.of(HttpHeaders.WWW_AUTHENTICATE, scheme);
    }
}
