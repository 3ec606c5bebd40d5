package dev.hedgerow.web;

import org.springframework.http.HttpStatus;

/** A request that cannot be read or served as it is, whatever its fields say. */
class InvalidRequest extends ApiException {

    private static final long serialVersionUID = 1L;

    InvalidRequest(HttpStatus status, String code, String detail) {
        super(status, new ApiError("invalid_request", code, detail, null));
    }

    static InvalidRequest malformed(String detail) {
        return new InvalidRequest(HttpStatus.BAD_REQUEST, "parse_error", detail);
    }

    static InvalidRequest methodNotAllowed(String method) {
        return new InvalidRequest(
                HttpStatus.METHOD_NOT_ALLOWED, "method_not_allowed", "Method \"%s\" not allowed.".formatted(method));
    }

    static InvalidRequest notAcceptable() {
        return new InvalidRequest(
                HttpStatus.NOT_ACCEPTABLE, "not_acceptable", "Could not satisfy the request Accept header.");
    }

    static InvalidRequest unsupportedMediaType(String type) {
        return new InvalidRequest(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "Unsupported media type \"%s\" in request.".formatted(type));
    }

    static InvalidRequest tooLarge(long limit) {
        return new InvalidRequest(
                HttpStatus.CONTENT_TOO_LARGE,
                "request_too_large",
                "The request body is larger than the %d bytes this server accepts.".formatted(limit));
    }
}
