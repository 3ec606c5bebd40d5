package dev.hedgerow.query;

import dev.hedgerow.web.ApiError;
import dev.hedgerow.web.ApiException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** HogQL that cannot be run: its text is wrong, or its data makes it fail. */
class InvalidQuery extends ApiException {

    private static final long serialVersionUID = 1L;

    InvalidQuery(String detail) {
        this(detail, Map.of());
    }

    private InvalidQuery(String detail, Map<String, Object> extra) {
        super(HttpStatus.BAD_REQUEST, new ApiError("validation_error", "invalid_input", detail, null, extra));
    }

    /** With the place in the text, for editors. */
    static InvalidQuery at(String detail, int start, int end) {
        return new InvalidQuery(
                detail,
                Map.of(
                        "hogql_metadata",
                        Map.of(
                                "isValid",
                                false,
                                "errors",
                                List.of(Map.of("message", detail, "start", start, "end", end)))));
    }
}
