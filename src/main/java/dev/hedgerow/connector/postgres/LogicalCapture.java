package dev.hedgerow.connector.postgres;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.connector.ChangeCapture;
import dev.hedgerow.connector.ChangeStream;
import dev.hedgerow.connector.ChangeStream.Position;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.ConnectorException.Transient;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableReader;
import dev.hedgerow.connector.network.Route;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;

/** Logical replication: a publication says which tables, a slot keeps what was not acknowledged. */
record LogicalCapture(PostgresSettings settings, Route route) implements ChangeCapture {

    /** On our publications, so that those of others are told from them. */
    private static final String COMMENT = "Managed by Hedgerow";

    private static final String WHOLE_SCHEMAS =
            "SELECT oid AS row, pnpubid AS publication, pnnspid AS namespace FROM pg_publication_namespace";
    private static final String NO_SCHEMAS =
            "SELECT NULL::oid AS row, NULL::oid AS publication, NULL::oid AS namespace";

    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Override
    public List<String> missing(Settings capture, List<TablePath> tables) {
        return in(session -> new Prerequisites(session, capture).missing(tables));
    }

    @Override
    public Map<TablePath, String> prepare(Settings capture, Set<TablePath> tables) {
        return in(session -> {
            if (capture.managed()) {
                publish(session, capture.publication(), tables);
            } else {
                requirePublished(session, capture.publication(), tables);
            }
            keep(session, capture.slot());
            return published(session, capture.publication());
        });
    }

    private static void requirePublished(Session session, String publication, Set<TablePath> tables)
            throws SQLException {
        if (session.first("SELECT 1 FROM pg_publication WHERE pubname = ?", publication) == null) {
            throw new Permanent("The publication '%s' does not exist.".formatted(publication), null);
        }
        for (var table : tables) {
            var found = session.first(
                    "SELECT 1 FROM pg_publication_tables WHERE pubname = ? AND schemaname = %s AND tablename = %s"
                            .formatted(Sql.literal(table.schema()), Sql.literal(table.table())),
                    publication);
            if (found == null) {
                throw new Permanent(
                        "The publication '%s' does not have table '%s'. Add it there: ALTER PUBLICATION %s ADD TABLE %s"
                                .formatted(publication, table, Sql.quoted(publication), Sql.quoted(table)),
                        null);
            }
        }
    }

    /**
     * Transactions that began before a table was published may have changed it unnoticed; and those that were streamed
     * may, for a moment, not be visible yet.
     */
    @Override
    public void settle() {
        in(session -> {
            var next = session.text("SELECT pg_snapshot_xmax(pg_current_snapshot())");
            long deadline = System.nanoTime() + SETTLING.toNanos();
            while (!session.text("SELECT pg_snapshot_xmin(pg_current_snapshot()) >= '%s'::xid8".formatted(next))
                    .equals("t")) {
                if (System.nanoTime() > deadline) {
                    throw new Transient(
                            "A transaction at the source has been open for long; its end is waited for.", null);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return null;
        });
    }

    @Override
    public TableReader read(TableRead read) {
        var session = Session.open(settings, route);
        try {
            return CopyReader.openAtMoment(session, read);
        } catch (SQLException e) {
            session.close();
            throw Failures.working(e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static void publish(Session session, String publication, Set<TablePath> tables) throws SQLException {
        var name = Sql.quoted(publication);
        var list = tables.isEmpty()
                ? ""
                : " FOR TABLE " + tables.stream().map(Sql::quoted).collect(joining(", "));
        var comment = session.first(
                "SELECT coalesce(obj_description(oid, 'pg_publication'), '') FROM pg_publication WHERE pubname = ?",
                publication);
        if (comment != null && !comment.equals(COMMENT)) {
            throw new Permanent(
                    "A publication named '%s' exists already and is not Hedgerow's.".formatted(publication), null);
        }
        session.execute("BEGIN");
        session.first("SELECT pg_advisory_xact_lock(hashtext(?))", publication);
        if (comment != null && !tables.isEmpty()) {
            session.execute(
                    "ALTER PUBLICATION %s SET TABLE %s".formatted(name, list.substring(" FOR TABLE ".length())));
        } else {
            session.execute("DROP PUBLICATION IF EXISTS " + name);
            session.execute("CREATE PUBLICATION %s%s WITH (publish_via_partition_root = true)".formatted(name, list));
            session.execute("COMMENT ON PUBLICATION %s IS %s".formatted(name, Sql.literal(COMMENT)));
        }
        session.execute("COMMIT");
    }

    private static void keep(Session session, String slot) throws SQLException {
        var found = session.first(
                "SELECT plugin = 'pgoutput' AND database = current_database() FROM pg_replication_slots WHERE slot_name = ?",
                slot);
        if (found == null) {
            session.first("SELECT slot_name FROM pg_create_logical_replication_slot(?, 'pgoutput')", slot);
        } else if (!found.equals("t")) {
            throw new Permanent(
                    "A replication slot named '%s' exists already for something else.".formatted(slot), null);
        }
    }

    @Override
    public Status status(Settings capture) {
        return in(session -> {
            boolean exists =
                    session.first("SELECT 1 FROM pg_publication WHERE pubname = ?", capture.publication()) != null;
            var published = published(session, capture.publication());
            try (var statement = session.connection().prepareStatement("""
                    SELECT active, wal_status = 'lost',
                           pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::bigint,
                           coalesce(confirmed_flush_lsn, '0/0')
                      FROM pg_replication_slots
                     WHERE slot_name = ?
                    """)) {
                statement.setString(1, capture.slot());
                try (var slot = statement.executeQuery()) {
                    return slot.next()
                            ? new Status(
                                    true,
                                    exists,
                                    slot.getBoolean(1),
                                    slot.getBoolean(2),
                                    slot.getLong(3),
                                    Position.before(LogSequenceNumber.valueOf(slot.getString(4))
                                            .asLong()),
                                    published)
                            : new Status(false, exists, false, false, 0, Position.START, published);
                }
            }
        });
    }

    /** The catalog's row of a table in a publication is another one when the table comes back. */
    private static Map<TablePath, String> published(Session session, String publication) throws SQLException {
        var published = new HashMap<TablePath, String>();
        try (var statement = session.connection()
                .prepareStatement("""
                SELECT t.schemaname, t.tablename, concat_ws(':', p.oid, r.oid, s.row)
                  FROM pg_publication p
                  JOIN pg_publication_tables t USING (pubname)
                  JOIN pg_namespace n ON n.nspname = t.schemaname
                  JOIN pg_class c ON c.relname = t.tablename AND c.relnamespace = n.oid
                  LEFT JOIN pg_publication_rel r ON r.prpubid = p.oid AND r.prrelid = c.oid
                  LEFT JOIN (%s) AS s ON s.publication = p.oid AND s.namespace = n.oid
                 WHERE pubname = ?
                """.formatted(session.version() >= 15 ? WHOLE_SCHEMAS : NO_SCHEMAS))) {
            statement.setString(1, publication);
            try (var tables = statement.executeQuery()) {
                while (tables.next()) {
                    published.put(new TablePath(tables.getString(1), tables.getString(2)), tables.getString(3));
                }
            }
        }
        return published;
    }

    @Override
    public ChangeStream open(Settings capture, Map<TablePath, Set<String>> asText) {
        return LogicalStream.open(settings, route, capture, asText);
    }

    @Override
    public void drop(Settings capture) {
        in(session -> {
            session.first("""
                    SELECT pg_terminate_backend(active_pid, 5000)
                      FROM pg_replication_slots
                     WHERE slot_name = ? AND active_pid IS NOT NULL
                    """, capture.slot());
            session.first("""
                    SELECT pg_drop_replication_slot(slot_name)
                      FROM pg_replication_slots
                     WHERE slot_name = ? AND database = current_database()
                    """, capture.slot());
            if (capture.managed()) {
                session.execute("DROP PUBLICATION IF EXISTS " + Sql.quoted(capture.publication()));
            }
            return null;
        });
    }

    private <T extends @Nullable Object> T in(Work<T> work) {
        try (var session = Session.open(settings, route)) {
            return work.run(session);
        } catch (SQLException e) {
            throw Failures.working(e);
        }
    }

    @FunctionalInterface
    private interface Work<T extends @Nullable Object> {
        T run(Session session) throws SQLException;
    }
}
