package dev.hedgerow.capture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The right to load, which one process has at a time. It is a lock of one connection, and all that a load writes goes
 * through that same connection: who has lost the lock cannot write any more.
 */
final class LoadingTurn implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadingTurn.class);
    private static final long LOCK = 0x6361_7074_7572_65L; // "capture"

    private final Connection connection;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    private LoadingTurn(Connection connection) {
        this.connection = connection;
        var pinned = new SingleConnectionDataSource(connection, true);
        jdbc = JdbcClient.create(pinned);
        transactions = new TransactionTemplate(new JdbcTransactionManager(pinned));
    }

    /** A turn, unless somebody else has it. */
    static Optional<LoadingTurn> take(DataSource database) {
        var turn = new LoadingTurn(DataSourceUtils.getConnection(database));
        try {
            if (turn.call("pg_try_advisory_lock")) {
                return Optional.of(turn);
            }
            DataSourceUtils.releaseConnection(turn.connection, database);
            return Optional.empty();
        } catch (RuntimeException e) {
            turn.abort();
            throw e;
        }
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    TransactionOperations transactions() {
        return transactions;
    }

    @Override
    public void close() {
        try {
            call("pg_advisory_unlock");
            connection.close();
        } catch (RuntimeException | SQLException e) {
            LOG.warn("The connection that loads events was lost: {}", e.getMessage());
            abort();
        }
    }

    private boolean call(String function) {
        return jdbc.sql("SELECT %s(:lock)".formatted(function))
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }

    /** A connection that may still have the lock must not go back to the pool. */
    private void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("The connection was gone already: {}", e.getMessage());
        }
    }
}
