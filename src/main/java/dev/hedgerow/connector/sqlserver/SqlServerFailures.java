package dev.hedgerow.connector.sqlserver;

import com.microsoft.sqlserver.jdbc.SQLServerException;
import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.ConnectorException.Transient;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Says by the server's error numbers what is wrong, and whether it may pass. */
final class SqlServerFailures {

    /** What the driver adds to the server's words. */
    private static final Pattern SUFFIX = Pattern.compile("\\s*ClientConnectionId:\\S+");

    /** Errors from here up are the server's own trouble, those below the caller's. */
    private static final int OWN_TROUBLE = 17;

    private SqlServerFailures() {}

    static ConnectorException connecting(SQLException cause) {
        return switch (cause.getErrorCode()) {
            case 18456, 18452 -> new Permanent("SQL Server rejected the username or password.", cause);
            case 18470, 18486 -> new Permanent("SQL Server has disabled or locked this user.", cause);
            case 18487, 18488 -> new Permanent("The password of this user has expired.", cause);
            case 4060, 911 -> new Permanent("The database does not exist, or this user may not use it.", cause);
            case 916 -> new Permanent("This user may not use the database.", cause);
            case 40615, 40914 -> new Permanent("The server's firewall does not let this host in.", cause);
            case 40532 -> new Permanent("Azure wants to know its server's name: give the user as user@server.", cause);
            default -> unreachable(cause);
        };
    }

    /** The driver keeps the words of what happened and not the exception. */
    private static ConnectorException unreachable(SQLException cause) {
        var message = String.valueOf(cause.getMessage());
        if (message.contains("timed out")) {
            return new Transient("Connection timed out. Check the host, the port and the firewalls between.", cause);
        }
        if (message.contains("Connection refused")) {
            return new Transient("Could not connect to the host on the port given", cause);
        }
        return new Transient("Could not connect to SQL Server. Please check all connection details are valid.", cause);
    }

    static ConnectorException working(SQLException cause) {
        var error = cause instanceof SQLServerException known ? known.getSQLServerError() : null;
        return working(cause.getErrorCode(), error == null ? OWN_TROUBLE : error.getErrorSeverity(), cause);
    }

    static ConnectorException working(int number, int severity, SQLException cause) {
        var message = SUFFIX.matcher(String.valueOf(cause.getMessage())).replaceAll("");
        if (number == 0) {
            return message.contains("timed out")
                    ? new Transient("SQL Server took too long.", cause)
                    : new Transient("The connection to SQL Server broke off.", cause);
        }
        return severity >= OWN_TROUBLE || mayPass(number)
                ? new Transient("SQL Server could not go on: " + message, cause)
                : new Permanent("SQL Server refused: " + message, cause);
    }

    /** Deadlocks, locks, snapshots that were overtaken, and Azure moving or throttling a database. */
    private static boolean mayPass(int number) {
        return switch (number) {
            case 1205, 1222, 3960, 3961, 3966, 10928, 10929, 40197, 40501, 40613, 49918, 49919, 49920 -> true;
            default -> false;
        };
    }
}
