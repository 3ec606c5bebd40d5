package dev.hedgerow.lineage;

import dev.hedgerow.web.ApiError;
import dev.hedgerow.web.ApiException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** A view that would read itself, with the names on the way. */
final class Cycle extends ApiException {

    private static final long serialVersionUID = 1L;

    Cycle(List<String> path) {
        super(
                HttpStatus.BAD_REQUEST,
                new ApiError(
                        "validation_error", "invalid_input", "Model contains a cycle", null, Map.of("path", path)));
    }
}
