package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.GuestTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows from elsewhere as tables of one session. Those that are read once go straight from their source into the query;
 * the others are written down first, in memory or in the spill directory.
 */
final class Guests implements AutoCloseable {

    private final Session session;
    private final List<RowFeed> open = new ArrayList<>();

    Guests(Session session) {
        this.session = session;
    }

    void admit(List<GuestTable> tables) throws SQLException {
        for (var table : tables) {
            var rows = RowFeed.open(session, table.rows());
            open.add(rows);
            session.execute("CREATE TEMP %s %s AS %s"
                    .formatted(table.once() ? "VIEW" : "TABLE", Sql.quoted(table.name()), rows.select()));
        }
    }

    /** What a source itself threw, unless that only followed from being stopped. */
    void rethrowFailure() {
        if (session.stopped() == null) {
            open.forEach(RowFeed::rethrowFailure);
        }
    }

    @Override
    public void close() {
        open.forEach(RowFeed::close);
    }
}
