package dev.hedgerow.connector.mysql;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.ConnectorException.Transient;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says by the server's error numbers what is wrong, and whether it may pass. */
final class MySqlFailures {

    /** What the driver puts before the server's words. */
    private static final Pattern PREFIX = Pattern.compile("^\\(conn[^)]*\\) ");

    private MySqlFailures() {}

    static boolean lacksTls(SQLException cause) {
        return String.valueOf(cause.getMessage()).contains("ssl not enabled in the server");
    }

    static ConnectorException connecting(SQLException cause) {
        return switch (cause.getErrorCode()) {
            case 1045, 1698 -> new Permanent("MySQL rejected the username or password.", cause);
            case 1049 -> new Permanent("The database does not exist.", cause);
            case 1044 -> new Permanent("This user may not use the database.", cause);
            default -> unreachable(cause);
        };
    }

    private static ConnectorException unreachable(SQLException cause) {
        if (lacksTls(cause)) {
            return new Permanent("The server does not support TLS, which is required.", cause);
        }
        if (has(cause, SSLException.class)) {
            return new Permanent("The server's TLS certificate is not the one that is expected of this host.", cause);
        }
        if (has(cause, SocketTimeoutException.class)) {
            return new Transient("Connection timed out. Check the host, the port and the firewalls between.", cause);
        }
        if (has(cause, ConnectException.class)) {
            return new Transient("Could not connect to the host on the port given", cause);
        }
        return new Transient("Could not connect to MySQL. Please check all connection details are valid.", cause);
    }

    static ConnectorException working(SQLException cause) {
        var message = PREFIX.matcher(String.valueOf(cause.getMessage())).replaceFirst("");
        var state = String.valueOf(cause.getSQLState());
        if (state.startsWith("08") || cause.getErrorCode() == 0) {
            return new Transient("The connection to MySQL broke off.", cause);
        }
        return state.startsWith("42") || state.startsWith("22")
                ? new Permanent("MySQL refused: " + message, cause)
                : new Transient("MySQL could not go on: " + message, cause);
    }

    private static boolean has(@Nullable Throwable failure, Class<? extends Throwable> type) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
