package dev.hedgerow.managedwarehouse;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.engine.RowConsumer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A project's schema in the managed warehouse, written by the publisher, read by the owner. Readers see a table as it
 * was or as it is.
 */
final class PublishedSchema {

    private static final String DEPENDENTS = "2BP01";
    /** No table is called like this: their names have no dots. */
    private static final String DRAFT = "hedgerow.draft";

    private static final int BUFFER = 1 << 16;

    private final Connection connection;
    private final String schema;
    private final String owner;
    private final JsonMapper json;

    PublishedSchema(Connection connection, String schema, String owner, JsonMapper json) throws SQLException {
        this.connection = connection;
        this.schema = schema;
        this.owner = owner;
        this.json = json;
        connection.setAutoCommit(false);
    }

    /** Gives its rows to a consumer and says how many they were. */
    @FunctionalInterface
    interface Rows {
        long into(RowConsumer consumer);
    }

    void create() throws SQLException {
        execute("CREATE SCHEMA IF NOT EXISTS %s".formatted(quoted(schema)));
        execute("GRANT USAGE ON SCHEMA %s TO %s".formatted(quoted(schema), quoted(owner)));
        connection.commit();
    }

    /** Puts a new table in the place of the one of this name. */
    long replace(String name, List<PublishedColumn> columns, List<String> key, Rows rows) throws SQLException {
        return inTransaction(() -> {
            var draft = qualified(DRAFT);
            execute("CREATE TABLE %s (%s)".formatted(draft, definitions(columns)));
            var count = copy(draft, columns, rows);
            if (!key.isEmpty()) {
                execute("CREATE INDEX ON %s (%s)".formatted(draft, names(key)));
            }
            swap(name, draft, columns);
            return count;
        });
    }

    private void swap(String name, String draft, List<PublishedColumn> columns) throws SQLException {
        var savepoint = connection.setSavepoint();
        try {
            execute("DROP TABLE IF EXISTS " + qualified(name));
        } catch (SQLException refused) {
            if (!DEPENDENTS.equals(refused.getSQLState())) {
                throw refused;
            }
            // Views of the owner's own stand on the table itself: it is kept, and filled anew.
            connection.rollback(savepoint);
            execute("TRUNCATE " + qualified(name));
            execute("INSERT INTO %1$s (%2$s) SELECT %2$s FROM %3$s"
                    .formatted(qualified(name), columnNames(columns), draft));
            execute("DROP TABLE " + draft);
            return;
        }
        execute("ALTER TABLE %s RENAME TO %s".formatted(draft, quoted(name)));
        grant(name);
    }

    /**
     * Adds rows to the table of this name, and changes those it has already.
     *
     * @param newer the column by which a row is newer than another of its key, if any row may be given again as it was
     * @param gone the column that says of a row that it is no more
     */
    long merge(
            String name,
            List<PublishedColumn> columns,
            String key,
            @Nullable String newer,
            @Nullable String gone,
            Rows rows)
            throws SQLException {
        return inTransaction(() -> {
            var table = qualified(name);
            execute("CREATE TABLE IF NOT EXISTS %s (%s, PRIMARY KEY (%s))"
                    .formatted(table, definitions(columns), quoted(key)));
            for (var column : columns) {
                execute("ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s".formatted(table, definition(column)));
            }
            grant(name);
            execute("CREATE TEMPORARY TABLE staged (%s) ON COMMIT DROP".formatted(definitions(columns)));
            var count = copy("pg_temp.staged", columns, rows);
            execute("""
                    INSERT INTO %1$s AS present (%2$s)
                    SELECT DISTINCT ON (%3$s) %2$s
                      FROM pg_temp.staged
                     ORDER BY %3$s%4$s
                    ON CONFLICT (%3$s) DO UPDATE SET (%2$s) = ROW (%5$s)
                     WHERE %6$s
                    """.formatted(
                            table,
                            columnNames(columns),
                            quoted(key),
                            newer == null ? "" : ", %s DESC".formatted(quoted(newer)),
                            columns.stream()
                                    .map(column -> "excluded." + quoted(column.name()))
                                    .collect(joining(", ")),
                            newer == null
                                    ? "present IS DISTINCT FROM excluded"
                                    : "present.%1$s < excluded.%1$s".formatted(quoted(newer))));
            if (gone != null) {
                execute("DELETE FROM %s WHERE %s".formatted(table, quoted(gone)));
            }
            return count;
        });
    }

    void drop(String name) throws SQLException {
        inTransaction(() -> {
            execute("DROP TABLE IF EXISTS %s CASCADE".formatted(qualified(name)));
            return 0;
        });
    }

    /** Drops the schemas of everybody that is not named. */
    static void dropAllBut(List<String> kept, Connection connection) throws SQLException {
        var schemas = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT nspname FROM pg_namespace WHERE pg_get_userbyid(nspowner) = current_user")) {
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
        }
        schemas.removeAll(kept);
        for (var schema : schemas) {
            try (var statement = connection.createStatement()) {
                statement.execute("DROP SCHEMA %s CASCADE".formatted(quoted(schema)));
            }
        }
    }

    private long copy(String table, List<PublishedColumn> columns, Rows rows) throws SQLException {
        var text = new CopyText(columns, json);
        var copy = connection.unwrap(PGConnection.class);
        try (var out = new PGCopyOutputStream(
                copy, "COPY %s (%s) FROM STDIN".formatted(table, columnNames(columns)), BUFFER)) {
            return rows.into(values -> {
                try {
                    out.write(text.line(values));
                } catch (IOException failure) {
                    throw new CopyBroken(failure);
                }
            });
        } catch (IOException | CopyBroken failure) {
            throw cause(failure);
        }
    }

    private static SQLException cause(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                return refused;
            }
        }
        return new SQLException(failure);
    }

    private long inTransaction(Work work) throws SQLException {
        try {
            var count = work.run();
            connection.commit();
            return count;
        } catch (SQLException | RuntimeException failure) {
            connection.rollback();
            throw failure;
        }
    }

    private void grant(String name) throws SQLException {
        execute("GRANT SELECT ON %s TO %s".formatted(qualified(name), quoted(owner)));
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String qualified(String name) {
        return quoted(schema) + "." + quoted(name);
    }

    private static String definitions(List<PublishedColumn> columns) {
        return columns.stream().map(PublishedSchema::definition).collect(joining(", "));
    }

    private static String definition(PublishedColumn column) {
        return quoted(column.name()) + " " + column.postgresType();
    }

    private static String columnNames(List<PublishedColumn> columns) {
        return names(columns.stream().map(PublishedColumn::name).toList());
    }

    private static String names(List<String> names) {
        return names.stream().map(PublishedSchema::quoted).collect(joining(", "));
    }

    private static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    /** Statements that belong together. */
    @FunctionalInterface
    private interface Work {
        long run() throws SQLException;
    }

    /** Carries a failure to write out of a consumer of rows. */
    private static final class CopyBroken extends RuntimeException {
        CopyBroken(IOException cause) {
            super(cause);
        }
    }
}
