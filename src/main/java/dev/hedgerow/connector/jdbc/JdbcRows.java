package dev.hedgerow.connector.jdbc;

import dev.hedgerow.connector.rows.Rows;
import dev.hedgerow.connector.sql.Column;
import dev.hedgerow.connector.sql.Selection;
import dev.hedgerow.connector.sql.Selection.Query;
import dev.hedgerow.engine.RowBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One result that streams. */
final class JdbcRows implements Rows {

    private static final int FETCH_ROWS = 2048;

    private final JdbcSession session;
    private final Database database;
    private final Selection selection;
    private final List<String> warnings;
    private final Values values;
    private final PreparedStatement statement;
    private @Nullable ResultSet result;

    /** @param warnings of the read as a whole */
    JdbcRows(JdbcSession session, Database database, Selection selection, List<String> warnings) throws SQLException {
        this.session = session;
        this.database = database;
        this.selection = selection;
        this.warnings = warnings;
        values = database.dialect()
                .values(selection.columns().stream().map(Column::column).toList());
        statement = prepared(session.connection(), selection.query());
        statement.setFetchSize(FETCH_ROWS);
        var timeout = selection.read().timeout();
        if (timeout != null) {
            database.limit(statement, timeout);
        }
    }

    private static PreparedStatement prepared(Connection connection, Query query) throws SQLException {
        var statement = connection.prepareStatement(query.sql());
        for (int i = 0; i < query.values().size(); i++) {
            statement.setString(i + 1, query.values().get(i));
        }
        return statement;
    }

    @Override
    public boolean next() {
        try {
            return result().next();
        } catch (SQLException e) {
            throw database.working(e);
        }
    }

    @Override
    public int write(RowBatch batch, int row) {
        try {
            int bytes = 0;
            for (int column = 0; column < selection.columns().size(); column++) {
                bytes += values.write(batch, row, column, result());
            }
            return bytes;
        } catch (SQLException e) {
            throw database.working(e);
        }
    }

    @Override
    public @Nullable String cursor() {
        return text(selection.columns().size() + 1);
    }

    @Override
    public List<String> key() {
        int first = selection.columns().size() + (selection.read().cursor() == null ? 1 : 2);
        var key = new ArrayList<String>();
        for (int i = 0; i < selection.key().size(); i++) {
            key.add(String.valueOf(text(first + i)));
        }
        return List.copyOf(key);
    }

    private @Nullable String text(int index) {
        try {
            return result().getString(index);
        } catch (SQLException e) {
            throw database.working(e);
        }
    }

    private ResultSet result() throws SQLException {
        var open = result;
        if (open == null) {
            open = statement.executeQuery();
            result = open;
        }
        return open;
    }

    @Override
    public List<String> warnings() {
        return Stream.concat(warnings.stream(), values.warnings().stream()).toList();
    }

    @Override
    public void abort() {
        try {
            statement.cancel();
        } catch (SQLException _) {
            // Then the server notices when it writes to us.
        }
        session.abort();
    }

    @Override
    public void close() {
        session.close();
    }
}
