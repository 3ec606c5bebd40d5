package dev.hedgerow.engine.duckdb;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.RowSource;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A source of rows while SQL may read it, once: a view of one session over batches that DuckDB pulls out of Java and
 * reads where they are. Its name is unguessable, and the {@link SelectGate} keeps queries away from the function behind
 * it.
 */
final class RowFeed implements AutoCloseable {

    private final Session session;
    private final RowSource source;
    private final ArrowStream stream;
    private final String name = "rows_" + UUID.randomUUID();

    private RowFeed(Session session, RowSource source) {
        this.session = session;
        this.source = source;
        stream = new ArrowStream(source);
    }

    static RowFeed open(Session session, RowSource source) throws SQLException {
        var feed = new RowFeed(session, source);
        try {
            session.register(feed.name, feed.stream);
        } catch (SQLException | RuntimeException e) {
            feed.stream.close();
            throw e;
        }
        return feed;
    }

    /** A SELECT of all the rows, with names and types as the source declares them. */
    String select() {
        var columns = source.columns();
        return IntStream.range(0, columns.size())
                .mapToObj(i -> value("c" + i, columns.get(i).type()) + " AS "
                        + Sql.quoted(columns.get(i).name()))
                .collect(joining(", ", "SELECT ", " FROM " + Sql.quoted(name)));
    }

    void rethrowFailure() {
        stream.rethrowFailure();
    }

    @Override
    public void close() {
        session.forget(name);
        stream.close();
    }

    /** Some types cross over as text. */
    private static String value(String crossed, ColumnType type) {
        return switch (type) {
            case ColumnType.Decimal _ -> crossed;
            case Simple simple ->
                switch (simple) {
                    case BOOLEAN, INTEGER, DOUBLE, TEXT, BYTES, DATE, TIMESTAMP, INSTANT -> crossed;
                    case BIG_INTEGER, JSON, UUID -> crossed + "::" + Sql.type(type);
                };
        };
    }
}
