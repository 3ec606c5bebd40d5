package dev.hedgerow.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where the data is. Tables are {@linkplain TableVersion versions} that are written once or extended, and which of them
 * is the current one is the caller's business. Every method may throw a {@link WarehouseException}; a write that throws
 * leaves nothing behind.
 */
public interface Warehouse {

    /** Whether this process may use the data at all. */
    EngineState state();

    /**
     * Runs one SELECT and hands the rows over in order, on a thread of the engine: the consumer must not wait for a
     * client.
     */
    RowsRead query(
            Namespace namespace, String select, QueryLimits limits, Cancellation cancellation, RowConsumer consumer);

    /**
     * The same with rows from elsewhere as further tables, which are gone with the query. A source that waits for its
     * rows holds up nobody but such queries; whoever cancels has to make it give up waiting.
     */
    RowsRead query(
            Namespace namespace,
            String select,
            List<GuestTable> guests,
            QueryLimits limits,
            Cancellation cancellation,
            RowConsumer consumer);

    /** Names and types of a SELECT's columns, without running it. */
    List<Column> describe(Namespace namespace, String select);

    /** Creates a version out of the rows of one SELECT. */
    Written materialize(
            Namespace namespace,
            TableVersion version,
            String select,
            Duration timeout,
            Cancellation cancellation,
            Progress progress);

    /** The same, for those who do not look how far it is. */
    default Written materialize(
            Namespace namespace, TableVersion version, String select, Duration timeout, Cancellation cancellation) {
        return materialize(namespace, version, select, timeout, cancellation, new Progress());
    }

    /**
     * Creates a version out of another one of the same columns and what came or changed since; that one stays as it is.
     */
    Written advance(
            Namespace namespace,
            TableVersion from,
            TableVersion to,
            Increment increment,
            Duration timeout,
            Cancellation cancellation,
            Progress progress);

    /** Creates a version out of rows from elsewhere. */
    Written load(Namespace namespace, TableVersion version, RowSource rows, Cancellation cancellation);

    /** Adds rows to a version in one transaction; columns that the source does not have are null. */
    Written append(Namespace namespace, TableVersion version, RowSource rows, Cancellation cancellation);

    /**
     * Updates the rows that agree in the key columns and adds the others, in one transaction; of rows with the same key
     * in the source the last one counts. Doing it twice is doing it once.
     */
    Written merge(
            Namespace namespace, TableVersion version, List<String> key, RowSource rows, Cancellation cancellation);

    /** Creates a version with the given columns out of another: values are cast, missing columns are null. */
    Written reshape(
            Namespace namespace,
            TableVersion from,
            TableVersion to,
            List<SourceColumn> columns,
            Cancellation cancellation);

    /**
     * Changes several versions in one transaction, each with the mark that says how far that is. Says how many rows
     * each has then of which more than columns and mark is changed.
     */
    Map<TableVersion, Long> change(Namespace namespace, List<TableChange> changes, Cancellation cancellation);

    /** The marks that {@link #change} has left on versions. */
    Map<TableVersion, String> marks(Namespace namespace);

    /** Lets go of a version. Queries that already run on it still see all of it; dropping what is not there is fine. */
    void drop(Namespace namespace, TableVersion version);

    /** All versions that exist, so that those nobody points to can be found. */
    List<TableVersion> versions(Namespace namespace);

    /** Deletes everything a namespace holds, once nothing runs on it. */
    void dropNamespace(Namespace namespace);

    /** The rows of {@link #query} in a list, for answers that are small by their limit. */
    default ResultTable fetch(Namespace namespace, String select, QueryLimits limits, Cancellation cancellation) {
        var rows = new ResultTable.Collector();
        var read = query(namespace, select, limits, cancellation, rows);
        return new ResultTable(read.columns(), rows.collected(), read.hasMore());
    }
}
