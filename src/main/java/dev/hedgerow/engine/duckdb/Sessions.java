package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.WarehouseException;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does work in a session of a project's database, on a thread of its kind, watched so that it can be stopped. */
final class Sessions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Opening opening;
    private final Databases databases;
    private final Disk disk;
    private final Stopper stopper;
    private final Kind queries;
    private final Kind visits;
    private final Kind writes;
    private final Kind measured;

    Sessions(Opening opening, Databases databases, Disk disk, DuckDbProperties properties) {
        this.opening = opening;
        this.databases = databases;
        this.disk = disk;
        stopper = new Stopper(disk);
        var parallel = properties.parallelQueries();
        var waiting = properties.waiting();
        queries = new Kind(new Lane("query", parallel, waiting, properties.patience()), false, Database::session);
        visits = new Kind(new Lane("visit", parallel, waiting, properties.patience()), false, Database::session);
        var writing = new Lane("write", properties.writes(), waiting, properties.writeTimeout());
        writes = new Kind(writing, true, Database::session);
        measured = new Kind(writing, true, Database::measuredSession);
    }

    /** What distinguishes pieces of work. */
    private record Kind(Lane lane, boolean writes, Opener opener) {}

    @FunctionalInterface
    private interface Opener {
        Session open(Database database) throws SQLException;
    }

    /** What is done in a session; what it leaves uncommitted is undone. */
    @FunctionalInterface
    interface Work<T> {
        T run(Database database, Session session) throws SQLException;
    }

    /** Among the queries of the warehouse's own tables. */
    <T> T read(Namespace namespace, Duration timeout, Cancellation cancellation, Work<T> work) {
        return run(queries, namespace, timeout, cancellation, work);
    }

    /** Among those that also read elsewhere, and wait for it. */
    <T> T visit(Namespace namespace, Duration timeout, Cancellation cancellation, Work<T> work) {
        return run(visits, namespace, timeout, cancellation, work);
    }

    /** Among the writes, which a full disk refuses. */
    <T> T write(Namespace namespace, Duration timeout, Cancellation cancellation, Work<T> work) {
        return run(writes, namespace, timeout, cancellation, work);
    }

    /** The same in a session that tells how far it is, which takes a part of its speed. */
    <T> T measured(Namespace namespace, Duration timeout, Cancellation cancellation, Work<T> work) {
        return run(measured, namespace, timeout, cancellation, work);
    }

    private <T> T run(Kind kind, Namespace namespace, Duration timeout, Cancellation cancellation, Work<T> work) {
        opening.requireServing();
        return kind.lane.call(() -> runHere(kind, namespace, timeout, cancellation, work), cancellation);
    }

    private <T> T runHere(Kind kind, Namespace namespace, Duration timeout, Cancellation cancellation, Work<T> work) {
        opening.requireServing();
        if (cancellation.isCancelled()) {
            throw new WarehouseException.Cancelled();
        }
        if (kind.writes) {
            disk.requireSpace();
        }
        try (var lease = databases.borrow(namespace)) {
            try {
                return runIn(kind, lease.database(), namespace, timeout, cancellation, work);
            } catch (RuntimeException e) {
                if (kind.writes) {
                    lease.database().reclaim();
                }
                throw e;
            }
        }
    }

    private <T> T runIn(
            Kind kind,
            Database database,
            Namespace namespace,
            Duration timeout,
            Cancellation cancellation,
            Work<T> work) {
        try (var session = kind.opener.open(database);
                var _ = stopper.watch(session, timeout, cancellation, kind.writes)) {
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

    /** Stops what is under way. */
    @Override
    public void close() {
        stopper.stopAll();
        queries.lane.close();
        visits.lane.close();
        writes.lane.close();
        stopper.close();
    }
}
