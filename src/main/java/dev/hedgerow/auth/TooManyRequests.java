package dev.hedgerow.auth;

import dev.hedgerow.web.ApiError;
import dev.hedgerow.web.ApiException;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The key has called too often, and may call again in a while. */
class TooManyRequests extends ApiException {

    private static final long serialVersionUID = 1L;

    private final long seconds;

    TooManyRequests(Duration wait) {
        this(wait.plusNanos(999_999_999).toSeconds());
    }

    private TooManyRequests(long seconds) {
        var detail =
                "Request was throttled. Expected available in %d second%s.".formatted(seconds, seconds == 1 ? "" : "s");
        super(HttpStatus.TOO_MANY_REQUESTS, new ApiError("throttled_error", "throttled", detail, null));
        this.seconds = seconds;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    }
}
