package dev.hedgerow.query;

import dev.hedgerow.web.ApiError;
import dev.hedgerow.web.ApiException;
import org.springframework.http.HttpStatus;

/** One key runs as many queries as it may, and none ended while this one waited. */
class TooManyQueries extends ApiException {

    private static final long serialVersionUID = 1L;

    TooManyQueries(int limit) {
        super(
                HttpStatus.TOO_MANY_REQUESTS,
                new ApiError(
                        "throttled_error",
                        "throttled",
                        "Exceeded the limit of %d concurrent queries. Wait for one to finish and try again."
                                .formatted(limit),
                        null));
    }
}
