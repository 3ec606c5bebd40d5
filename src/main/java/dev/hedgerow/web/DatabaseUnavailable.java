package dev.hedgerow.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The metadata database did not answer; nothing was changed and the client may try again at once. */
class DatabaseUnavailable extends ApiException {

    private static final long serialVersionUID = 1L;

    /** All that Hikari says of a connection it threw away, when the transaction is to be rolled back on it. */
    private static final String CLOSED_BY_POOL = "Connection is closed";

    DatabaseUnavailable() {
        super(
                HttpStatus.SERVICE_UNAVAILABLE,
                new ApiError(
                        "server_error",
                        "database_unavailable",
                        "We couldn't reach the database just now. Please try again in a moment.",
                        null));
    }

    /** Whether what lies at the bottom of {@code failure} is a connection that could not be had or was lost. */
    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException
                    || (cause instanceof SQLException sql && isLost(sql))) {
                return true;
            }
        }
        return false;
    }

    /** Classes 08 (connection) and 53 (out of connections), and 57P: the server stops, stopped or has not started. */
    private static boolean isLost(SQLException failure) {
        var state = failure.getSQLState();
        return state == null
                ? CLOSED_BY_POOL.equals(failure.getMessage())
                : state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
    }

    @Override
    public Map<String, String> headers() {
        return Map.of(HttpHeaders.RETRY_AFTER, "1");
    }
}
