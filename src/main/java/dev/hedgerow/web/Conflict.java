package dev.hedgerow.web;

import org.springframework.http.HttpStatus;

/** The request is sound but clashes with what is already there. */
public class Conflict extends ApiException {

    private static final long serialVersionUID = 1L;

    public Conflict(String detail) {
        // PostHog files conflicts under server_error; clients read the code.
        super(HttpStatus.CONFLICT, new ApiError("server_error", "conflict", detail, null));
    }
}
