package dev.hedgerow.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A value in the request body that breaks a rule; {@code attr} is the field, with {@code __} between nested names. */
public class InvalidInput extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidInput(@Nullable String attr, String detail) {
        this(attr, "invalid_input", detail);
    }

    public InvalidInput(@Nullable String attr, String code, String detail) {
        super(HttpStatus.BAD_REQUEST, new ApiError("validation_error", code, detail, attr));
    }
}
