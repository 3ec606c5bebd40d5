package dev.hedgerow.engine.duckdb;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Column;
import dev.hedgerow.engine.EngineState;
import dev.hedgerow.engine.GuestTable;
import dev.hedgerow.engine.Increment;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.Progress;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.RowConsumer;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.RowsRead;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableChange;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.engine.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The warehouse in this process: what is asked for as SQL, on a thread of ours, in a session that can be stopped. */
final class DuckDbWarehouse implements Warehouse, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DuckDbWarehouse.class);

    private final Opening opening;
    private final Databases databases;
    private final Lane queries;
    private final Lane visits;
    private final Lane writes;
    private final Disk disk;
    private final Stopper stopper;
    private final DuckDbProperties properties;

    DuckDbWarehouse(Path directory, DuckDbProperties properties, Clock clock) {
        this.properties = properties;
        disk = new Disk(directory, properties.reserve().toBytes());
        stopper = new Stopper(disk);
        databases = new Databases(directory, properties);
        opening = new Opening(clock, this::prepare);
        queries = new Lane("query", properties.parallelQueries(), properties.waiting(), properties.patience());
        visits = new Lane("visit", properties.parallelQueries(), properties.waiting(), properties.patience());
        writes = new Lane("write", properties.writes(), properties.waiting(), properties.writeTimeout());
    }

    void start() {
        opening.start();
    }

    @Override
    public EngineState state() {
        return opening.state();
    }

    @Override
    public RowsRead query(
            Namespace namespace, String select, QueryLimits limits, Cancellation cancellation, RowConsumer consumer) {
        return run(queries, namespace, limits.timeout(), cancellation, (database, session) -> {
            database.gate().check(session, select);
            session.execute("BEGIN TRANSACTION READ ONLY");
            var columns = columns(session, select);
            consumer.columns(columns);
            return read(session, select, columns, limits.maxRows(), consumer);
        });
    }

    @Override
    public RowsRead query(
            Namespace namespace,
            String select,
            List<GuestTable> guests,
            QueryLimits limits,
            Cancellation cancellation,
            RowConsumer consumer) {
        return run(visits, namespace, limits.timeout(), cancellation, (database, session) -> {
            database.gate().check(session, select);
            try (var open = new Guests(database.feed(), session)) {
                try {
                    open.admit(guests);
                    session.execute("BEGIN TRANSACTION READ ONLY");
                    var columns = columns(session, select);
                    consumer.columns(columns);
                    return read(session, select, columns, limits.maxRows(), consumer);
                } catch (SQLException e) {
                    open.rethrowFailure();
                    throw e;
                }
            }
        });
    }

    @Override
    public List<Column> describe(Namespace namespace, String select) {
        return run(queries, namespace, properties.patience(), new Cancellation(), (database, session) -> {
            database.gate().check(session, select);
            return columns(session, select);
        });
    }

    @Override
    public Written materialize(
            Namespace namespace,
            TableVersion version,
            String select,
            Duration timeout,
            Cancellation cancellation,
            Progress progress) {
        return run(writes, namespace, timeout, cancellation, (database, session) -> {
            database.gate().check(session, select);
            session.measure();
            progress.follow(session::progress);
            return create(database, session, version, select);
        });
    }

    @Override
    public Written advance(
            Namespace namespace,
            TableVersion from,
            TableVersion to,
            Increment increment,
            Duration timeout,
            Cancellation cancellation,
            Progress progress) {
        return run(writes, namespace, timeout, cancellation, (database, session) -> {
            database.gate().check(session, increment.select());
            session.measure();
            progress.follow(session::progress);
            session.execute("BEGIN TRANSACTION");
            var changed = new Advance(from, to, increment).run(session);
            session.commit();
            return settled(database, session, to, changed, session.count("SELECT count(*) FROM " + Sql.quoted(to)));
        });
    }

    @Override
    public Written load(Namespace namespace, TableVersion version, RowSource rows, Cancellation cancellation) {
        return feed(
                namespace,
                rows,
                cancellation,
                (database, session, select) -> create(database, session, version, select));
    }

    @Override
    public Written append(Namespace namespace, TableVersion version, RowSource rows, Cancellation cancellation) {
        return feed(namespace, rows, cancellation, (database, session, select) -> {
            database.grows(version);
            session.execute("BEGIN TRANSACTION");
            var changed = session.executeUpdate("INSERT INTO %s BY NAME %s".formatted(Sql.quoted(version), select));
            session.commit();
            return written(session, version, changed);
        });
    }

    @Override
    public Written merge(
            Namespace namespace, TableVersion version, List<String> key, RowSource rows, Cancellation cancellation) {
        var merge = new Merge(
                version, key, rows.columns().stream().map(SourceColumn::name).toList());
        return feed(namespace, rows, cancellation, (database, session, select) -> {
            database.grows(version);
            session.execute("BEGIN TRANSACTION");
            session.execute(merge.stage(select));
            var changed = session.executeUpdate(merge.merge());
            session.execute(merge.unstage());
            session.commit();
            return written(session, version, changed);
        });
    }

    @Override
    public Written reshape(
            Namespace namespace,
            TableVersion from,
            TableVersion to,
            List<SourceColumn> columns,
            Cancellation cancellation) {
        return run(writes, namespace, properties.writeTimeout(), cancellation, (database, session) -> {
            var present = columns(session, "SELECT * FROM " + Sql.quoted(from)).stream()
                    .map(Column::name)
                    .toList();
            var values = columns.stream()
                    .map(column -> "CAST(%s AS %s) AS %s"
                            .formatted(
                                    present.contains(column.name()) ? Sql.quoted(column.name()) : "NULL",
                                    Sql.type(column.type()),
                                    Sql.quoted(column.name())))
                    .collect(joining(", "));
            return create(database, session, to, "SELECT %s FROM %s".formatted(values, Sql.quoted(from)));
        });
    }

    @Override
    public Map<TableVersion, Long> change(Namespace namespace, List<TableChange> changes, Cancellation cancellation) {
        return run(writes, namespace, properties.writeTimeout(), cancellation, (database, session) -> {
            session.execute("BEGIN TRANSACTION");
            var rows = new TableChanges(session, database.feed()).apply(changes);
            session.commit();
            return rows;
        });
    }

    @Override
    public Map<TableVersion, String> marks(Namespace namespace) {
        return run(
                queries,
                namespace,
                properties.patience(),
                new Cancellation(),
                (_, session) -> TableChanges.marks(session));
    }

    @Override
    public void drop(Namespace namespace, TableVersion version) {
        // Not among the writes, which a full disk refuses: this makes room.
        run(queries, namespace, properties.patience(), new Cancellation(), (database, session) -> {
            session.execute("DROP TABLE IF EXISTS " + Sql.quoted(version));
            database.settleWithout(session, version);
            return version;
        });
    }

    @Override
    public List<TableVersion> versions(Namespace namespace) {
        return run(
                queries,
                namespace,
                properties.patience(),
                new Cancellation(),
                (_, session) -> session.query(
                        "SELECT table_name FROM duckdb_tables() WHERE NOT temporary ORDER BY table_name", result -> {
                            var versions = new ArrayList<TableVersion>();
                            while (result.next()) {
                                TableVersion.parse(result.getString(1)).ifPresent(versions::add);
                            }
                            return List.copyOf(versions);
                        }));
    }

    @Override
    public void dropNamespace(Namespace namespace) {
        opening.requireServing();
        databases.delete(namespace);
    }

    @Override
    public void close() {
        opening.close();
        stopper.stopAll();
        queries.close();
        visits.close();
        writes.close();
        stopper.close();
        databases.close();
    }

    int openDatabases() {
        return databases.openCount();
    }

    private void prepare() throws IOException, SQLException {
        databases.clearSpill();
        // Loads the driver's native code, which takes most of a second, before the first query does.
        DriverManager.getConnection("jdbc:duckdb:").close();
        NativeCode.unlink();
    }

    static List<Column> columns(Session session, String select) throws SQLException {
        try (var statement = session.prepare(select)) {
            return RowReader.columns(statement.getMetaData());
        }
    }

    private static RowsRead read(
            Session session, String select, List<Column> columns, long maxRows, RowConsumer consumer)
            throws SQLException {
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

    private static Written create(Database database, Session session, TableVersion version, String select)
            throws SQLException {
        session.execute("BEGIN TRANSACTION");
        session.execute("CREATE TABLE %s AS\n%s".formatted(Sql.quoted(version), select));
        // The driver reports no row count for CREATE TABLE AS, so it is asked for.
        var rows = session.count("SELECT count(*) FROM " + Sql.quoted(version));
        session.commit();
        return settled(database, session, version, rows, rows);
    }

    private static Written settled(Database database, Session session, TableVersion version, long changed, long rows)
            throws SQLException {
        var columns = columns(session, "SELECT * FROM " + Sql.quoted(version));
        var inFile = database.settle(session, version, rows * columns.size());
        return new Written(columns, changed, rows, inFile ? bytes(session, version) : 0);
    }

    private static Written written(Session session, TableVersion version, long changed) throws SQLException {
        var table = Sql.quoted(version);
        return new Written(
                columns(session, "SELECT * FROM " + table),
                changed,
                session.count("SELECT count(*) FROM " + table),
                bytes(session, version));
    }

    private static long bytes(Session session, TableVersion version) throws SQLException {
        return session.count("""
                SELECT count(DISTINCT block_id) * any_value(block_size)
                  FROM pragma_storage_info(%s),
                       (SELECT block_size FROM pragma_database_size() WHERE database_name = current_database())
                 WHERE persistent AND block_id >= 0
                """.formatted(Sql.literal(Sql.quoted(version))));
    }

    private Written feed(Namespace namespace, RowSource rows, Cancellation cancellation, Feeding feeding) {
        return run(writes, namespace, properties.writeTimeout(), cancellation, (database, session) -> {
            try (var open = database.feed().open(rows)) {
                try {
                    return feeding.write(database, session, open.select());
                } catch (SQLException e) {
                    open.rethrowFailure();
                    throw e;
                }
            }
        });
    }

    private <T> T run(Lane lane, Namespace namespace, Duration timeout, Cancellation cancellation, Work<T> work) {
        opening.requireServing();
        return lane.call(() -> runHere(namespace, timeout, cancellation, lane == writes, work), cancellation);
    }

    private <T> T runHere(
            Namespace namespace, Duration timeout, Cancellation cancellation, boolean writing, Work<T> work) {
        opening.requireServing();
        if (cancellation.isCancelled()) {
            throw new WarehouseException.Cancelled();
        }
        if (writing) {
            disk.requireSpace();
        }
        try (var lease = databases.borrow(namespace)) {
            try {
                return runIn(lease.database(), namespace, timeout, cancellation, writing, work);
            } catch (RuntimeException e) {
                if (writing) {
                    lease.database().reclaim();
                }
                throw e;
            }
        }
    }

    private <T> T runIn(
            Database database,
            Namespace namespace,
            Duration timeout,
            Cancellation cancellation,
            boolean writing,
            Work<T> work) {
        try (var session = database.session();
                var _ = stopper.watch(session, timeout, cancellation, writing)) {
            return runIn(database, session, work);
        } catch (SQLException e) {
            throw explained(e, namespace);
        }
    }

    private static WarehouseException explained(SQLException cause, Namespace namespace) {
        var failure = Failures.of(cause, namespace);
        if (failure instanceof WarehouseException.Internal || failure instanceof WarehouseException.Damaged) {
            LOG.error("The warehouse of {} failed", namespace, cause);
        }
        return failure;
    }

    private static <T> T runIn(Database database, Session session, Work<T> work) throws SQLException {
        try {
            return work.run(database, session);
        } catch (SQLException e) {
            if (Failures.invalidates(e)) {
                database.breaks();
            }
            var reason = session.stopped();
            if (reason != null) {
                throw (WarehouseException) reason.fillInStackTrace();
            }
            throw e;
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run(Database database, Session session) throws SQLException;
    }

    @FunctionalInterface
    private interface Feeding {
        Written write(Database database, Session session, String select) throws SQLException;
    }
}
