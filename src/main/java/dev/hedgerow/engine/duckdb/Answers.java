package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.Column;
import dev.hedgerow.engine.RowConsumer;
import dev.hedgerow.engine.RowsRead;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/** What a SELECT answers. */
final class Answers {

    private static final Pattern NUMBERED = Pattern.compile("_\\d+$");

    private Answers() {}

    static List<Column> columns(Session session, String select) throws SQLException {
        try (var statement = session.prepare(select)) {
            return RowReader.columns(statement.getMetaData());
        }
    }

    /** Hands the columns to the consumer, then up to so many rows. */
    static RowsRead read(Session session, String select, long maxRows, RowConsumer consumer) throws SQLException {
        // The driver can stream, but then neither tells what went wrong nor can be interrupted; so the result is cut
        // instead.
        var cut = "SELECT * FROM (\n%s\n) LIMIT %d".formatted(select, Math.min(maxRows, Long.MAX_VALUE - 1) + 1);
        return session.query(cut, result -> {
            var columns = named(session, select, RowReader.columns(result.getMetaData()));
            consumer.columns(columns);
            var reader = new RowReader(result);
            long rows = 0;
            while (result.next()) {
                session.refuseIfStopped();
                if (rows == maxRows) {
                    return new RowsRead(columns, rows, true);
                }
                consumer.row(reader.row());
                rows++;
            }
            return new RowsRead(columns, rows, false);
        });
    }

    /**
     * The columns by their own names. In a subquery DuckDB numbers those that were there before; only where a name
     * looks like that is the statement planned once more to find out.
     */
    private static List<Column> named(Session session, String select, List<Column> columns) throws SQLException {
        return columns.stream()
                        .anyMatch(column -> NUMBERED.matcher(column.name()).find())
                ? columns(session, select)
                : columns;
    }
}
