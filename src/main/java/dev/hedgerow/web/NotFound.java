package dev.hedgerow.web;

import org.springframework.http.HttpStatus;

/** There is no such thing, or none that this caller may see: the two are told apart by nobody. */
public class NotFound extends ApiException {

    private static final long serialVersionUID = 1L;

    public NotFound() {
        this("Not found.");
    }

    public NotFound(String detail) {
        super(HttpStatus.NOT_FOUND, new ApiError("invalid_request", "not_found", detail, null));
    }

    /** No route has this path. */
    public static NotFound endpoint() {
        return new NotFound("Endpoint not found.");
    }
}
