package dev.hedgerow.source;

import dev.hedgerow.web.PlainRefusal;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** A refusal in the manner of most actions of sources: a bare {@code {"message": …}}. */
final class Refusal extends PlainRefusal {

    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(HttpStatus.BAD_REQUEST, Map.of("message", message));
    }
}
