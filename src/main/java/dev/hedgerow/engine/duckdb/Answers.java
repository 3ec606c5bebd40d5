package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.Column;
import dev.hedgerow.engine.RowConsumer;
import dev.hedgerow.engine.RowsRead;
import java.sql.SQLException;
import java.util.List;

/** What a SELECT answers. */
final class Answers {

    private Answers() {}

    static List<Column> columns(Session session, String select) throws SQLException {
        try (var statement = session.prepare(select)) {
            return RowReader.columns(statement.getMetaData());
        }
    }

    /** Hands the columns to the consumer, then up to so many rows. */
    static RowsRead read(Session session, String select, long maxRows, RowConsumer consumer) throws SQLException {
        var columns = columns(session, select);
        consumer.columns(columns);
        // The driver can stream, but then neither tells what went wrong nor can be interrupted; so the result is cut
        // instead.
        var cut = "SELECT * FROM (\n%s\n) LIMIT %d".formatted(select, Math.min(maxRows, Long.MAX_VALUE - 1) + 1);
        return session.query(cut, result -> {
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
}
