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

/** The warehouse in this process: what is asked for as SQL, on a thread of ours, in a session that can be stopped. */
final class DuckDbWarehouse implements Warehouse, AutoCloseable {

    private final Opening opening;
    private final Databases databases;
    private final Sessions sessions;
    private final DuckDbProperties properties;

    DuckDbWarehouse(Path directory, DuckDbProperties properties, Clock clock) {
        this.properties = properties;
        databases = new Databases(directory, properties);
        opening = new Opening(clock, this::prepare);
        sessions = new Sessions(
                opening, databases, new Disk(directory, properties.reserve().toBytes()), properties);
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
        return sessions.read(namespace, limits.timeout(), cancellation, (database, session) -> {
            database.gate().check(session, select);
            session.execute("BEGIN TRANSACTION READ ONLY");
            return Answers.read(session, select, limits.maxRows(), consumer);
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
        return sessions.visit(namespace, limits.timeout(), cancellation, (database, session) -> {
            database.gate().check(session, select);
            try (var open = new Guests(session)) {
                try {
                    open.admit(guests);
                    session.execute("BEGIN TRANSACTION READ ONLY");
                    return Answers.read(session, select, limits.maxRows(), consumer);
                } catch (SQLException e) {
                    open.rethrowFailure();
                    throw e;
                }
            }
        });
    }

    @Override
    public List<Column> describe(Namespace namespace, String select) {
        return sessions.read(namespace, properties.patience(), new Cancellation(), (database, session) -> {
            database.gate().check(session, select);
            return Answers.columns(session, select);
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
        return sessions.measured(namespace, timeout, cancellation, (database, session) -> {
            database.gate().check(session, select);
            progress.follow(session::progress);
            return new TableWriter(database, session).create(version, select);
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
        return sessions.measured(namespace, timeout, cancellation, (database, session) -> {
            database.gate().check(session, increment.select());
            progress.follow(session::progress);
            session.execute("BEGIN TRANSACTION");
            var changed = new Advance(from, to, increment).run(session);
            session.commit();
            return new TableWriter(database, session).settled(to, changed);
        });
    }

    @Override
    public Written load(Namespace namespace, TableVersion version, RowSource rows, Cancellation cancellation) {
        return feed(namespace, rows, cancellation, (tables, select) -> tables.create(version, select));
    }

    @Override
    public Written append(Namespace namespace, TableVersion version, RowSource rows, Cancellation cancellation) {
        return feed(namespace, rows, cancellation, (tables, select) -> tables.append(version, select));
    }

    @Override
    public Written merge(
            Namespace namespace, TableVersion version, List<String> key, RowSource rows, Cancellation cancellation) {
        var merge = new Merge(
                version, key, rows.columns().stream().map(SourceColumn::name).toList());
        return feed(namespace, rows, cancellation, (tables, select) -> tables.merge(version, merge, select));
    }

    @Override
    public Written reshape(
            Namespace namespace,
            TableVersion from,
            TableVersion to,
            List<SourceColumn> columns,
            Cancellation cancellation) {
        return sessions.write(namespace, properties.writeTimeout(), cancellation, (database, session) -> {
            var present = Answers.columns(session, "SELECT * FROM " + Sql.quoted(from)).stream()
                    .map(Column::name)
                    .toList();
            var values = columns.stream()
                    .map(column -> "CAST(%s AS %s) AS %s"
                            .formatted(
                                    present.contains(column.name()) ? Sql.quoted(column.name()) : "NULL",
                                    Sql.type(column.type()),
                                    Sql.quoted(column.name())))
                    .collect(joining(", "));
            return new TableWriter(database, session)
                    .create(to, "SELECT %s FROM %s".formatted(values, Sql.quoted(from)));
        });
    }

    @Override
    public Map<TableVersion, Long> change(Namespace namespace, List<TableChange> changes, Cancellation cancellation) {
        return sessions.write(namespace, properties.writeTimeout(), cancellation, (database, session) -> {
            session.execute("BEGIN TRANSACTION");
            changes.forEach(change -> database.grows(change.version()));
            var rows = new TableChanges(session).apply(changes);
            session.commit();
            return rows;
        });
    }

    @Override
    public Map<TableVersion, String> marks(Namespace namespace) {
        return sessions.read(
                namespace, properties.patience(), new Cancellation(), (_, session) -> TableChanges.marks(session));
    }

    @Override
    public void drop(Namespace namespace, TableVersion version) {
        // Not among the writes, which a full disk refuses: this makes room.
        sessions.read(namespace, properties.patience(), new Cancellation(), (database, session) -> {
            session.execute("DROP TABLE IF EXISTS " + Sql.quoted(version));
            database.settleWithout(session, version);
            return version;
        });
    }

    @Override
    public List<TableVersion> versions(Namespace namespace) {
        return sessions.read(
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
        sessions.close();
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

    private Written feed(Namespace namespace, RowSource rows, Cancellation cancellation, Feeding feeding) {
        return sessions.write(namespace, properties.writeTimeout(), cancellation, (database, session) -> {
            try (var open = RowFeed.open(session, rows)) {
                try {
                    return feeding.write(new TableWriter(database, session), open.select());
                } catch (SQLException e) {
                    open.rethrowFailure();
                    throw e;
                }
            }
        });
    }

    @FunctionalInterface
    private interface Feeding {
        Written write(TableWriter tables, String select) throws SQLException;
    }
}
