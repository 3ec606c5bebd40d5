package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.WarehouseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.arrow.c.ArrowArrayStream;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection for one piece of work, which other threads can stop. */
final class Session implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Connection connection;
    private final Object guard = new Object();
    private volatile @Nullable Statement running;
    private volatile @Nullable WarehouseException stopped;
    private boolean committing;

    Session(Connection connection) {
        this.connection = connection;
    }

    /** Runs one statement of ours. */
    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            interruptibly(statement, () -> statement.execute(sql));
        }
    }

    /**
     * Ends the transaction; from here on it is too late to stop anything, so that who is told it failed can rely on it.
     */
    void commit() throws SQLException {
        synchronized (this) {
            refuseIfStopped();
            committing = true;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("COMMIT");
        }
    }

    /**
     * Moves what the log holds into the file and gives free space at its end back to the disk, unless others write just
     * now.
     */
    void checkpoint() {
        try (var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            LOG.debug("No checkpoint now; a later one does it", e);
        }
    }

    /** Shows the rows of a stream under a name, until it is forgotten. */
    void register(String name, ArrowStream stream) throws SQLException {
        connection.unwrap(DuckDBConnection.class).registerArrowStream(name, new ArrowArrayStream(stream.address()));
    }

    void forget(String name) {
        try (var statement = connection.createStatement()) {
            statement.execute("DROP VIEW IF EXISTS " + Sql.quoted(name));
        } catch (SQLException e) {
            LOG.debug("A session whose transaction has failed is closed soon", e);
        }
    }

    long executeUpdate(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return interruptibly(statement, () -> statement.executeLargeUpdate(sql));
        }
    }

    <T> T query(String sql, Reading<T> reading) throws SQLException {
        try (var statement = connection.createStatement();
                var result = interruptibly(statement, () -> statement.executeQuery(sql))) {
            return reading.read(result);
        }
    }

    /** How far the running statement is, between 0 and 1; 0 when there is none. */
    double progress() {
        synchronized (guard) {
            var measured = running;
            try {
                return measured == null
                        ? 0
                        : measured.unwrap(DuckDBPreparedStatement.class)
                                        .getQueryProgress()
                                        .getPercentage()
                                / 100;
            } catch (SQLException e) {
                LOG.debug("The statement does not tell how far it is", e);
                return 0;
            }
        }
    }

    long count(String sql) throws SQLException {
        return query(sql, result -> {
            result.next();
            return result.getLong(1);
        });
    }

    PreparedStatement prepare(String sql) throws SQLException {
        refuseIfStopped();
        return connection.prepareStatement(sql);
    }

    /**
     * Makes the work end with this exception; to be repeated, because an interrupt between two statements hits nothing.
     */
    void stop(WarehouseException reason) throws SQLException {
        synchronized (this) {
            if (committing) {
                return;
            }
            if (stopped == null) {
                stopped = reason;
            }
        }
        synchronized (guard) {
            if (running != null) {
                running.cancel();
            }
        }
    }

    @Nullable
    WarehouseException stopped() {
        return stopped;
    }

    void refuseIfStopped() {
        var reason = stopped;
        if (reason != null) {
            throw reason;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Runs a statement, which need not be of this connection, so that stopping the session stops it. */
    <T> T interruptibly(Statement statement, Call<T> call) throws SQLException {
        running = statement;
        try {
            refuseIfStopped();
            return call.run();
        } finally {
            // Nobody may ask the driver about a statement that is being closed, or stop one that others use by then.
            synchronized (guard) {
                running = null;
            }
        }
    }

    /** What is done with the rows of a result. */
    @FunctionalInterface
    interface Reading<T> {
        T read(ResultSet result) throws SQLException;
    }

    /** What a statement is made to do. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws SQLException;
    }
}
