package dev.hedgerow.operations;

import dev.hedgerow.web.PlainRefusal;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** A parameter that cannot be, or a table that is not; these actions answer outside the envelope. */
final class Refusal extends PlainRefusal {

    private Refusal(HttpStatus status, String error) {
        super(status, Map.of("error", error));
    }

    static Refusal invalid(String error) {
        return new Refusal(HttpStatus.BAD_REQUEST, error);
    }

    static Refusal noTable() {
        return new Refusal(HttpStatus.NOT_FOUND, "Data warehouse table not found");
    }
}
