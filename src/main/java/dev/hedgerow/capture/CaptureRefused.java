package dev.hedgerow.capture;

import dev.hedgerow.web.ApiError;
import dev.hedgerow.web.ApiException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Why nothing of a request was captured; the words are those that SDKs have seen from PostHog. */
class CaptureRefused extends ApiException {

    private static final long serialVersionUID = 1L;

    private CaptureRefused(HttpStatus status, ApiError error) {
        super(status, error);
    }

    static CaptureRefused invalid(String detail) {
        return invalid(detail, null);
    }

    static CaptureRefused invalid(String detail, @Nullable String attribute) {
        return new CaptureRefused(
                HttpStatus.BAD_REQUEST, new ApiError("validation_error", "invalid_payload", detail, attribute));
    }

    static CaptureRefused bodyTooLarge(int limit) {
        return tooLarge("The request is larger than the %d bytes that are accepted.".formatted(limit), null);
    }

    static CaptureRefused eventTooLarge(int limit) {
        return tooLarge("An event is larger than the %d bytes that are accepted.".formatted(limit), "properties");
    }

    static CaptureRefused missingKey() {
        return unauthorized(
                "missing_api_key", "API key not provided. You can find your project API key in your project settings.");
    }

    static CaptureRefused invalidKey() {
        return unauthorized(
                "invalid_api_key",
                "Project API key invalid. You can find your project API key in your project settings.");
    }

    static CaptureRefused severalKeys() {
        return unauthorized("invalid_api_key", "All events of a batch must carry the same project API key.");
    }

    private static CaptureRefused tooLarge(String detail, @Nullable String attribute) {
        return new CaptureRefused(
                HttpStatus.CONTENT_TOO_LARGE, new ApiError("validation_error", "payload_too_large", detail, attribute));
    }

    private static CaptureRefused unauthorized(String code, String detail) {
        return new CaptureRefused(
                HttpStatus.UNAUTHORIZED, new ApiError("authentication_error", code, detail, "api_key"));
    }
}
