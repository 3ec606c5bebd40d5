package dev.hedgerow.web;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The metadata database did not answer; nothing was changed and the client may try again at once. */
class DatabaseUnavailable extends ApiException {

    private static final long serialVersionUID = 1L;

    DatabaseUnavailable() {
        super(
                HttpStatus.SERVICE_UNAVAILABLE,
                new ApiError(
                        "server_error",
                        "database_unavailable",
                        "We couldn't reach the database just now. Please try again in a moment.",
                        null));
    }

    @Override
    public Map<String, String> headers() {
        return Map.of(HttpHeaders.RETRY_AFTER, "1");
    }
}
