package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.ChangeCapture.Settings;
import dev.hedgerow.connector.TablePath;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a server, a role and tables must have before changes can be captured. */
record Prerequisites(Session session, Settings capture) {

    List<String> missing(List<TablePath> tables) throws SQLException {
        var missing = new ArrayList<String>();
        int version = session.version();
        if (version < 13) {
            missing.add("PostgreSQL 13 or later is needed (this is %d).".formatted(version));
        }
        var level = session.text("SHOW wal_level");
        if (!level.equals("logical")) {
            missing.add("wal_level must be set to 'logical' (currently '%s').".formatted(level));
        }
        for (var table : tables) {
            table(table, missing);
        }
        server(missing);
        if (!capture.managed()
                && session.first("SELECT 1 FROM pg_publication WHERE pubname = ?", capture.publication()) == null) {
            missing.add("The publication '%s' does not exist.".formatted(capture.publication()));
        }
        return List.copyOf(missing);
    }

    private void table(TablePath table, List<String> missing) throws SQLException {
        try (var statement = session.connection().prepareStatement("""
                SELECT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary),
                       has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'),
                       pg_has_role(c.relowner, 'USAGE'), c.relreplident
                  FROM pg_class c
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')
                """)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (var result = statement.executeQuery()) {
                if (!result.next()) {
                    missing.add("Table '%s' does not exist.".formatted(table));
                    return;
                }
                if (!result.getBoolean(1)) {
                    missing.add("Table '%s' has no primary key. Add one, or sync it another way.".formatted(table));
                }
                if (result.getString(4).equals("n")) {
                    // Updates and deletes would fail at the source once the table is published.
                    missing.add("Table '%s' has REPLICA IDENTITY NOTHING. Set it to DEFAULT.".formatted(table));
                }
                if (!result.getBoolean(2)) {
                    missing.add("No SELECT permission on table '%s'.".formatted(table));
                }
                if (capture.managed() && !result.getBoolean(3)) {
                    missing.add("This user must own table '%s' to publish it.".formatted(table));
                }
            }
        }
    }

    private void server(List<String> missing) throws SQLException {
        var allowed = session.text("""
                SELECT bool_or(r.rolsuper OR r.rolreplication OR r.rolname IN ('rds_replication', 'rds_superuser'))
                  FROM pg_roles r
                 WHERE pg_has_role(r.oid, 'MEMBER')
                """);
        if (!allowed.equals("t")) {
            missing.add("This user may not create replication slots: it needs the REPLICATION attribute.");
        }
        var free = session.text("""
                SELECT count(*) < current_setting('max_replication_slots')::int
                  FROM pg_replication_slots
                 WHERE slot_name <> %s
                """.formatted(Sql.literal(capture.slot())));
        if (!free.equals("t")) {
            missing.add("All replication slots are in use: raise max_replication_slots or drop one.");
        }
    }
}
