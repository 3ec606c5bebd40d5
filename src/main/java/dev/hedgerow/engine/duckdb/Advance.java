package dev.hedgerow.engine.duckdb;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.engine.Increment;
import dev.hedgerow.engine.TableVersion;
import java.sql.SQLException;

/** The statements that make a version out of an older one and the rows that are new since. */
record Advance(TableVersion from, TableVersion to, Increment increment) {

    private static final String STAGE = "hedgerow_new_rows";

    /** Makes the version in the transaction that is open, and says how many rows are new. */
    long run(Session session) throws SQLException {
        var start = start(session);
        session.execute("CREATE TEMP TABLE %s AS SELECT * FROM (\n%s\n) WHERE %s"
                .formatted(STAGE, increment.select(), isNew(start)));
        session.execute("""
                CREATE TABLE %s AS
                SELECT old.*
                  FROM (SELECT * FROM %s WHERE NOT (%s)) AS old
                  ANTI JOIN %s AS new ON %s
                 UNION ALL
                SELECT * FROM %4$s
                """.formatted(Sql.quoted(to), Sql.quoted(from), isNew(start), STAGE, sameRow()));
        var changed = session.count("SELECT count(*) FROM " + STAGE);
        session.execute("DROP TABLE " + STAGE);
        return changed;
    }

    /**
     * Where what is new begins, as a literal, so that whoever scans for it can skip what is older; NULL for nowhere.
     */
    private String start(Session session) throws SQLException {
        var end = "max(%s)".formatted(order());
        var start = increment.lookback().isZero()
                ? end
                : "%s - INTERVAL '%d seconds'"
                        .formatted(end, increment.lookback().toSeconds());
        return session.query(
                "SELECT CAST(start AS VARCHAR), typeof(start) FROM (SELECT %s AS start FROM %s)"
                        .formatted(start, Sql.quoted(from)),
                result -> {
                    result.next();
                    var value = result.getString(1);
                    return value == null ? "NULL" : "CAST(%s AS %s)".formatted(Sql.literal(value), result.getString(2));
                });
    }

    private String isNew(String start) {
        return start.equals("NULL") ? "true" : "%1$s >= %2$s OR %1$s IS NULL".formatted(order(), start);
    }

    private String order() {
        return Sql.quoted(increment.order());
    }

    private String sameRow() {
        return increment.uniqueKey().stream()
                .map(Sql::quoted)
                .map(column -> "old.%1$s IS NOT DISTINCT FROM new.%1$s".formatted(column))
                .collect(joining(" AND "));
    }
}
