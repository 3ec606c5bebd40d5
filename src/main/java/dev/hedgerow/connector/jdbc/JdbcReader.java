package dev.hedgerow.connector.jdbc;

import dev.hedgerow.connector.ConnectorException.Cancelled;
import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.TableRead.ByCursor;
import dev.hedgerow.connector.TableRead.ByKey;
import dev.hedgerow.connector.TableRead.Checkpoint;
import dev.hedgerow.connector.TableRead.Unordered;
import dev.hedgerow.connector.TableReader;
import dev.hedgerow.connector.sql.Column;
import dev.hedgerow.connector.sql.Selection;
import dev.hedgerow.connector.sql.Selection.Query;
import dev.hedgerow.engine.RowBatch;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a table by one result that streams, on the thread of whoever pulls. */
final class JdbcReader implements TableReader {

    private static final int BATCH_BYTES = 4 << 20;
    private static final int FETCH_ROWS = 2048;

    private final JdbcSession session;
    private final Database database;
    private final Selection selection;
    private final List<String> warnings;
    private final List<SourceColumn> columns;
    private final Values values;
    private final PreparedStatement statement;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable ResultSet result;
    private @Nullable String highest;
    private @Nullable Checkpoint reached;
    private long rows;
    private volatile boolean ended;

    /** @param warnings of the read as a whole */
    JdbcReader(JdbcSession session, Database database, Selection selection, List<String> warnings) throws SQLException {
        this.session = session;
        this.database = database;
        this.selection = selection;
        this.warnings = warnings;
        columns = selection.columns().stream()
                .map(column ->
                        new SourceColumn(column.column().name(), column.column().type()))
                .toList();
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
    public List<SourceColumn> columns() {
        return columns;
    }

    @Override
    public RowSource next(long count) {
        return new Chunk(count);
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public Optional<String> highest() {
        return Optional.ofNullable(highest);
    }

    @Override
    public Optional<Checkpoint> reached() {
        return switch (selection.read().order()) {
            case Unordered _ -> Optional.empty();
            case ByCursor _ -> highest().map(value -> new Checkpoint(List.of(value)));
            case ByKey _ -> Optional.ofNullable(reached);
        };
    }

    @Override
    public List<String> warnings() {
        return Stream.concat(warnings.stream(), values.warnings().stream()).toList();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (ended) {
            session.close();
            return;
        }
        try {
            statement.cancel();
        } catch (SQLException _) {
            // Then the server notices when it writes to us.
        }
        session.abort();
    }

    /** The next so many rows. */
    private final class Chunk implements RowSource {

        private long left;

        private Chunk(long count) {
            left = count;
        }

        @Override
        public List<SourceColumn> columns() {
            return columns;
        }

        @Override
        public int fill(RowBatch batch) {
            try {
                int filled = JdbcReader.this.fill(batch, (int) Math.min(batch.capacity(), left));
                left -= filled;
                rows += filled;
                return filled;
            } catch (SQLException e) {
                if (closed.get()) {
                    throw new Cancelled();
                }
                throw database.working(e);
            }
        }
    }

    private int fill(RowBatch batch, int most) throws SQLException {
        if (closed.get()) {
            throw new Cancelled();
        }
        if (ended) {
            return 0;
        }
        var result = result();
        int filled = 0;
        long bytes = 0;
        while (filled < most && bytes < BATCH_BYTES) {
            if (!result.next()) {
                ended = true;
                break;
            }
            for (int column = 0; column < columns.size(); column++) {
                bytes += values.write(batch, filled, column, result);
            }
            filled++;
            follow(result);
        }
        return filled;
    }

    private ResultSet result() throws SQLException {
        var open = result;
        if (open == null) {
            open = statement.executeQuery();
            result = open;
        }
        return open;
    }

    private void follow(ResultSet result) throws SQLException {
        int next = columns.size() + 1;
        var cursor = selection.read().cursor();
        if (cursor != null) {
            var value = result.getString(next++);
            if (value != null && isLater(value, cursor.type())) {
                highest = value;
            }
        }
        var key = selection.key();
        if (!key.isEmpty()) {
            var last = new ArrayList<String>();
            for (int i = 0; i < key.size(); i++) {
                last.add(String.valueOf(result.getString(next + i)));
            }
            reached = new Checkpoint(List.copyOf(last));
        }
    }

    /** Dates and times compare as their texts do, which have one width in a column. */
    private boolean isLater(String value, CursorType type) {
        var before = highest;
        if (before == null) {
            return true;
        }
        return switch (type) {
            case INTEGER, NUMERIC, XID, OBJECTID -> new BigInteger(value).compareTo(new BigInteger(before)) > 0;
            case DATE, DATETIME, TIMESTAMP -> value.compareTo(before) > 0;
        };
    }
}
