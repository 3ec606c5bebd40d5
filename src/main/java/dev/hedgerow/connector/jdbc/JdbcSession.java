package dev.hedgerow.connector.jdbc;

import dev.hedgerow.connector.network.Route;
import dev.hedgerow.connector.network.Route.Line;
import java.sql.Connection;
import java.sql.SQLException;

/** One connection and the way it takes. */
final class JdbcSession implements AutoCloseable {

    private final Line line;
    private final Connection connection;

    private JdbcSession(Line line, Connection connection) {
        this.line = line;
        this.connection = connection;
    }

    static JdbcSession open(Database database, Route route) {
        var line = route.open();
        try {
            return new JdbcSession(line, database.connect(line));
        } catch (SQLException e) {
            line.close();
            throw database.connecting(e);
        } catch (RuntimeException e) {
            line.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    /** Ends what the server does for us, from any thread. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // It was closed already.
        }
        line.close();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // What was wanted of it has been done.
        } finally {
            line.close();
        }
    }
}
