package dev.hedgerow.managedwarehouse;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The server of the managed warehouses did not do what it was told; the message is fit for the organization's eyes. */
final class ServerFailure extends RuntimeException {

    /** What is to be thought of it. */
    enum Kind {
        TIMED_OUT,
        UNREACHABLE,
        /** Somebody or something is in the way, and will be gone. */
        BUSY,
        /** It will say the same next time. */
        REFUSED
    }

    private final Kind kind;

    private ServerFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    static ServerFailure of(SQLException failure) {
        var kind = kind(failure);
        return new ServerFailure(
                kind,
                switch (kind) {
                    case TIMED_OUT -> "The PostgreSQL server did not answer in time.";
                    case UNREACHABLE -> "The PostgreSQL server cannot be reached.";
                    case BUSY, REFUSED -> "The PostgreSQL server refused: " + primaryMessage(failure) + ".";
                },
                failure);
    }

    /** We refuse ourselves what the server would do. */
    static ServerFailure refused(String message) {
        return new ServerFailure(Kind.REFUSED, message, new IllegalStateException(message));
    }

    private static Kind kind(SQLException failure) {
        if (failure.getCause() instanceof SocketTimeoutException) {
            return Kind.TIMED_OUT;
        }
        var state = Optional.ofNullable(failure.getSQLState()).orElse("");
        if (state.startsWith("08") || state.startsWith("57P")) {
            return Kind.UNREACHABLE;
        }
        // Locks, deadlocks, cancelled statements, no connections left; XX000 is two changes of one row of the catalog.
        return state.matches("40...|53...|55P03|55006|57014|XX000") ? Kind.BUSY : Kind.REFUSED;
    }

    /** Without the detail and the statement, which may say more than the organization should know. */
    private static String primaryMessage(SQLException failure) {
        return Optional.of(failure)
                .filter(PSQLException.class::isInstance)
                .map(refused -> ((PSQLException) refused).getServerErrorMessage())
                .map(ServerErrorMessage::getMessage)
                .orElse("SQL state " + failure.getSQLState());
    }

    Kind kind() {
        return kind;
    }

    boolean mayPass() {
        return kind != Kind.REFUSED;
    }
}
