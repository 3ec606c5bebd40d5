package dev.hedgerow.source;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.Redaction;
import dev.hedgerow.web.ApiError;
import dev.hedgerow.web.ApiException;
import java.util.Collection;
import org.springframework.http.HttpStatus;

/** A source that was asked in the middle of a query did not answer, and why. */
final class SourceTrouble extends ApiException {

    private static final long serialVersionUID = 1L;

    /** Trouble that lasts until somebody does something about it. */
    SourceTrouble(String detail) {
        super(HttpStatus.BAD_REQUEST, new ApiError("validation_error", "invalid_input", detail, null));
    }

    private SourceTrouble(HttpStatus status, String detail) {
        super(status, new ApiError("server_error", "error", detail, null));
    }

    static SourceTrouble of(RuntimeException cause, Collection<String> secrets) {
        var detail = Redaction.of(String.valueOf(cause.getMessage()), secrets);
        return cause instanceof ConnectorException.Transient
                ? new SourceTrouble(HttpStatus.SERVICE_UNAVAILABLE, detail)
                : new SourceTrouble(detail);
    }
}
