package dev.hedgerow.query;

import dev.hedgerow.web.ApiError;
import dev.hedgerow.web.ApiException;
import org.springframework.http.HttpStatus;

/**
 * A body that is not the shape of a query; the text follows the validator PostHog uses, because clients look for it.
 */
class MalformedQuery extends ApiException {

    private static final long serialVersionUID = 1L;

    MalformedQuery(String path, String problem, String type) {
        super(
                HttpStatus.BAD_REQUEST,
                new ApiError(
                        "invalid_request",
                        "parse_error",
                        "JSON parse error - 1 validation error for QueryRequest\n%s\n  %s [type=%s]"
                                .formatted(path, problem, type),
                        null));
    }
}
