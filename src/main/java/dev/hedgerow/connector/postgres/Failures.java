package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.ConnectorException.Transient;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Says by the driver's codes what is wrong, and whether it may pass. */
final class Failures {

    /** A database object that is not there, or not as it was. */
    private static final Set<String> MISSING = Set.of("42P01", "42703", "3F000", "42704");

    /** A name or a password, or the lack of a rule that would let them in. */
    private static final Set<String> LOGIN = Set.of("28P01", "28000");

    /** Held by somebody who may let go of it. */
    private static final Set<String> BUSY = Set.of("55006", "55P03");

    /** Something that is read wants to write, and may not when we read it. */
    private static final String READ_ONLY = "25006";

    private Failures() {}

    static ConnectorException connecting(SQLException cause) {
        var state = String.valueOf(cause.getSQLState());
        if (LOGIN.contains(state)) {
            return new Permanent(login(cause), cause);
        }
        if (state.equals("3D000")) {
            return new Permanent("The database does not exist.", cause);
        }
        if (has(cause, SSLException.class)
                || has(cause, GeneralSecurityException.class)
                || said(cause).contains("could not be verified")) {
            return new Permanent("The server's TLS certificate is not the one that is expected of this host.", cause);
        }
        if (state.equals("08004")) {
            return new Permanent("The server does not support TLS, which is required.", cause);
        }
        if (has(cause, SocketTimeoutException.class) || said(cause).contains("timeout")) {
            return new Transient("Connection timed out. Check the host, the port and the firewalls between.", cause);
        }
        if (has(cause, ConnectException.class)) {
            return new Transient("Could not connect to the host on the port given", cause);
        }
        var server = serverMessage(cause);
        return new Transient(
                server == null
                        ? "Could not connect to Postgres. Please check all connection details are valid."
                        : "Postgres did not accept the connection: " + server,
                cause);
    }

    static ConnectorException working(SQLException cause) {
        var state = String.valueOf(cause.getSQLState());
        var message = serverMessage(cause);
        if (message == null) {
            return new Transient("The connection to Postgres broke off.", cause);
        }
        if (BUSY.contains(state)) {
            return new Transient("Postgres is busy with it: " + message, cause);
        }
        var said = "Postgres refused: " + message;
        if (state.equals(READ_ONLY)) {
            return new Permanent(said, cause);
        }
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "42" ->
                new Permanent(MISSING.contains(state) ? "Something is missing at the source: " + message : said, cause);
            case "0A", "22", "23", "28", "3D", "3F", "55" -> new Permanent(said, cause);
            default -> new Transient("Postgres could not go on: " + message, cause);
        };
    }

    private static String login(SQLException cause) {
        var message = String.valueOf(serverMessage(cause));
        return message.contains("pg_hba.conf")
                ? "The server has no rule that lets this user in from here: " + message
                : "Postgres rejected the username or password.";
    }

    /** What the server itself said, null when it was the driver or the network. */
    private static @Nullable String serverMessage(SQLException cause) {
        var error = cause instanceof PSQLException failure ? failure.getServerErrorMessage() : null;
        return error == null ? null : error.getMessage();
    }

    private static String said(SQLException cause) {
        return String.valueOf(cause.getMessage());
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
