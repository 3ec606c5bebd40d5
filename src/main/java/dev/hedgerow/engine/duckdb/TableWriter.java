package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Written;
import java.sql.SQLException;

/** Writes versions of tables, each in one transaction of a session. */
record TableWriter(Database database, Session session) {

    Written create(TableVersion version, String select) throws SQLException {
        session.execute("BEGIN TRANSACTION");
        var rows = session.executeUpdate("CREATE TABLE %s AS\n%s".formatted(Sql.quoted(version), select));
        session.commit();
        return settled(version, rows, rows);
    }

    Written append(TableVersion version, String select) throws SQLException {
        database.grows(version);
        session.execute("BEGIN TRANSACTION");
        var changed = session.executeUpdate("INSERT INTO %s BY NAME %s".formatted(Sql.quoted(version), select));
        session.commit();
        return grown(version, changed);
    }

    Written merge(TableVersion version, Merge merge, String select) throws SQLException {
        database.grows(version);
        session.execute("BEGIN TRANSACTION");
        session.execute(merge.stage(select));
        var changed = session.executeUpdate(merge.merge());
        session.execute(merge.unstage());
        session.commit();
        return grown(version, changed);
    }

    /** After a new version was committed. */
    Written settled(TableVersion version, long changed) throws SQLException {
        return settled(version, changed, count(version));
    }

    private Written settled(TableVersion version, long changed, long rows) throws SQLException {
        var columns = Answers.columns(session, "SELECT * FROM " + Sql.quoted(version));
        var inFile = database.settle(session, version, rows * columns.size());
        return new Written(columns, changed, rows, inFile ? bytes(version) : 0);
    }

    private Written grown(TableVersion version, long changed) throws SQLException {
        var columns = Answers.columns(session, "SELECT * FROM " + Sql.quoted(version));
        return new Written(columns, changed, count(version), bytes(version));
    }

    private long count(TableVersion version) throws SQLException {
        return session.count("SELECT count(*) FROM " + Sql.quoted(version));
    }

    private long bytes(TableVersion version) throws SQLException {
        return session.count("""
                SELECT count(DISTINCT block_id) * any_value(block_size)
                  FROM pragma_storage_info(%s),
                       (SELECT block_size FROM pragma_database_size() WHERE database_name = current_database())
                 WHERE persistent AND block_id >= 0
                """.formatted(Sql.literal(Sql.quoted(version))));
    }
}
