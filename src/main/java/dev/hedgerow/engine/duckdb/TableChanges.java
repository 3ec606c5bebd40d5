package dev.hedgerow.engine.duckdb;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.engine.Column;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableChange;
import dev.hedgerow.engine.TableChange.Add;
import dev.hedgerow.engine.TableChange.AddAll;
import dev.hedgerow.engine.TableChange.AddFilled;
import dev.hedgerow.engine.TableChange.Clear;
import dev.hedgerow.engine.TableChange.Move;
import dev.hedgerow.engine.TableChange.Put;
import dev.hedgerow.engine.TableChange.Remove;
import dev.hedgerow.engine.TableChange.Step;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.WarehouseException.WriteConflict;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Changes to versions and their marks, within the transaction of a session. */
record TableChanges(Session session) {

    private static final String MARKS = "hedgerow_mark";
    private static final String STAGE = "hedgerow_stage";

    /** The marks of all versions that have one. */
    static Map<TableVersion, String> marks(Session session) throws SQLException {
        var exists = session.count("SELECT count(*) FROM duckdb_tables() WHERE table_name = '%s'".formatted(MARKS));
        if (exists == 0) {
            return Map.of();
        }
        return session.query("SELECT version, mark FROM " + MARKS, result -> {
            var marks = new LinkedHashMap<TableVersion, String>();
            while (result.next()) {
                marks.put(TableVersion.parse(result.getString(1)).orElseThrow(), result.getString(2));
            }
            return marks;
        });
    }

    /** Says how many rows each version has then that any step was for. */
    Map<TableVersion, Long> apply(List<TableChange> changes) throws SQLException {
        session.execute(
                "CREATE TABLE IF NOT EXISTS %s (version VARCHAR PRIMARY KEY, mark VARCHAR NOT NULL)".formatted(MARKS));
        for (var change : changes) {
            mark(change);
            if (!change.columns().isEmpty()) {
                shape(change);
            }
            for (var step : change.steps()) {
                apply(change.version(), step);
            }
        }
        var rows = new LinkedHashMap<TableVersion, Long>();
        for (var change : changes) {
            if (!change.steps().isEmpty()) {
                rows.put(change.version(), session.count("SELECT count(*) FROM " + Sql.quoted(change.version())));
            }
        }
        return rows;
    }

    private void mark(TableChange change) throws SQLException {
        var version = Sql.literal(change.version().physicalName());
        var mark = Sql.literal(change.mark());
        if (change.before() == null) {
            session.execute(
                    "DELETE FROM %s WHERE version NOT IN (SELECT table_name FROM duckdb_tables())".formatted(MARKS));
        }
        var marked = change.before() == null
                ? session.executeUpdate(
                        "INSERT INTO %1$s SELECT %2$s, %3$s WHERE %2$s NOT IN (SELECT version FROM %1$s)"
                                .formatted(MARKS, version, mark))
                : session.executeUpdate("UPDATE %s SET mark = %s WHERE version = %s AND mark = %s"
                        .formatted(MARKS, mark, version, Sql.literal(change.before())));
        if (marked != 1) {
            throw new WriteConflict(null);
        }
    }

    private void shape(TableChange change) throws SQLException {
        var table = Sql.quoted(change.version());
        var present = Answers.columns(session, "SELECT * FROM " + table).stream()
                .collect(Collectors.toMap(Column::name, Column::type));
        for (var column : change.columns()) {
            var name = Sql.quoted(column.name());
            var type = Sql.type(column.type());
            var before = present.get(column.name());
            if (before == null) {
                session.execute("ALTER TABLE %s ADD COLUMN %s %s".formatted(table, name, type));
            } else if (!before.equals(type)) {
                session.execute("ALTER TABLE %s ALTER COLUMN %s SET DATA TYPE %s".formatted(table, name, type));
            }
        }
    }

    private void apply(TableVersion version, Step step) throws SQLException {
        var table = Sql.quoted(version);
        switch (step) {
            case Clear _ -> session.execute("DELETE FROM " + table);
            case Remove(var keys) ->
                read(
                        keys,
                        select -> session.execute("DELETE FROM %s AS old USING (%s) AS gone WHERE %s"
                                .formatted(table, select, same(names(keys), "gone", ""))));
            case Put(var key, var rows) -> {
                var merge = new Merge(version, key, names(rows));
                read(rows, select -> session.execute(merge.stage(select)));
                session.execute(merge.merge());
                session.execute(merge.unstage());
            }
            case Move(var key, var rows) -> move(table, key, rows);
            case Add(var rows) ->
                read(rows, select -> session.execute("INSERT INTO %s BY NAME %s".formatted(table, select)));
            case AddAll(var from) ->
                session.execute("INSERT INTO %s BY NAME SELECT * FROM %s".formatted(table, Sql.quoted(from)));
            case AddFilled(var rows, var from, var key, var missing) ->
                read(
                        rows,
                        select -> session.execute("""
                                INSERT INTO %s BY NAME
                                SELECT new.* EXCLUDE (%s), %s FROM (%s) AS new LEFT JOIN %s AS old ON %s
                                """.formatted(
                                table,
                                list(key.stream().map(TableChange::former).toList(), ""),
                                list(missing, "old."),
                                select,
                                Sql.quoted(from),
                                same(key, "new", TableChange.former("")))));
        }
    }

    private void move(String table, List<String> key, RowSource rows) throws SQLException {
        read(rows, select -> session.execute("CREATE TEMP TABLE %s AS %s".formatted(STAGE, select)));
        session.execute(
                "DELETE FROM %s AS old USING %s AS moved WHERE %s".formatted(table, STAGE, same(key, "moved", "")));
        session.execute("UPDATE %s AS old SET %s FROM %s AS moved WHERE %s"
                .formatted(
                        table,
                        key.stream()
                                .map(Sql::quoted)
                                .map(column -> "%1$s = moved.%1$s".formatted(column))
                                .collect(joining(", ")),
                        STAGE,
                        same(key, "moved", TableChange.former(""))));
        session.execute("DROP TABLE " + STAGE);
    }

    private void read(RowSource rows, Reading reading) throws SQLException {
        try (var open = RowFeed.open(session, rows)) {
            try {
                reading.read(open.select());
            } catch (SQLException e) {
                open.rethrowFailure();
                throw e;
            }
        }
    }

    private static String same(List<String> key, String other, String prefix) {
        return key.stream()
                .map(column -> "old.%s IS NOT DISTINCT FROM %s.%s"
                        .formatted(Sql.quoted(column), other, Sql.quoted(prefix + column)))
                .collect(joining(" AND "));
    }

    private static String list(List<String> columns, String prefix) {
        return columns.stream().map(Sql::quoted).map(column -> prefix + column).collect(joining(", "));
    }

    private static List<String> names(RowSource rows) {
        return rows.columns().stream().map(SourceColumn::name).toList();
    }

    @FunctionalInterface
    private interface Reading {
        void read(String select) throws SQLException;
    }
}
