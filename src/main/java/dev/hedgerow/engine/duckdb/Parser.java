package dev.hedgerow.engine.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.duckdb.DuckDBConnection;

/**
 * DuckDB's own parser. It is asked by statements that are prepared once, on connections that do nothing else: preparing
 * them takes as long as parsing does.
 */
final class Parser implements AutoCloseable {

    private final DuckDBConnection root;
    private final Deque<Kept> idle = new ConcurrentLinkedDeque<>();

    Parser(DuckDBConnection root) {
        this.root = root;
    }

    /** The statements of a text as a tree in JSON, or the parser's error in that form. */
    String parse(Session session, String text) throws SQLException {
        var kept = take();
        try {
            var tree = kept.parse(session, text);
            idle.push(kept);
            return tree;
        } catch (SQLException | RuntimeException e) {
            kept.close();
            throw e;
        }
    }

    private Kept take() throws SQLException {
        var kept = idle.poll();
        return kept == null ? Kept.of(root.duplicate()) : kept;
    }

    /** To be called when nobody parses. */
    @Override
    public void close() throws SQLException {
        for (var kept = idle.poll(); kept != null; kept = idle.poll()) {
            kept.close();
        }
    }

    private record Kept(Connection connection, PreparedStatement statement) {

        static Kept of(Connection connection) throws SQLException {
            return new Kept(connection, connection.prepareStatement("SELECT json_serialize_sql(?)"));
        }

        String parse(Session session, String text) throws SQLException {
            statement.setString(1, text);
            try (var result = session.interruptibly(statement, statement::executeQuery)) {
                result.next();
                return result.getString(1);
            }
        }

        void close() throws SQLException {
            connection.close();
        }
    }
}
