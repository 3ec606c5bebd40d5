package dev.hedgerow.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one error body of the API, as PostHog's exception package writes it; {@code extra} is left out when empty. */
public record ApiError(
        String type,
        String code,
        String detail,
        @Nullable String attr,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> extra) {

    public ApiError(String type, String code, String detail, @Nullable String attr) {
        this(type, code, detail, attr, Map.of());
    }

    static ApiError server() {
        return new ApiError("server_error", "error", "A server error occurred.", null);
    }

    /** What stands for a bare status, where nothing better is known. */
    static ApiError ofStatus(int status, String method) {
        return switch (status) {
            case 404 -> NotFound.endpoint().error();
            case 405 -> InvalidRequest.methodNotAllowed(method).error();
            case 413 -> InvalidRequest.tooLarge(BodyReader.MAX_BYTES).error();
            default ->
                status < 500
                        ? InvalidRequest.malformed("The request could not be read.")
                                .error()
                        : server();
        };
    }
}
