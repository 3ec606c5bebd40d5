package dev.hedgerow.web;

import java.util.Map;
import org.springframework.http.HttpStatus;

/** A refusal outside the envelope: some actions answer a bare {@code {"message": …}} or {@code {"error": …}}. */
public class PlainRefusal extends ApiException {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> body;

    public PlainRefusal(HttpStatus status, Map<String, Object> body) {
        super(status, new ApiError("invalid_request", "error", String.valueOf(body), null));
        this.body = body;
    }

    @Override
    protected Object body() {
        return body;
    }
}
