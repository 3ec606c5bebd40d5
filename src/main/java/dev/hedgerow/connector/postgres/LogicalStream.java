package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.Change;
import dev.hedgerow.connector.ChangeCapture.Settings;
import dev.hedgerow.connector.ChangeStream;
import dev.hedgerow.connector.ConnectorException.Cancelled;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.network.Route;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** The stream of a slot, over a connection of its own; another one looks up what the stream does not say. */
final class LogicalStream implements ChangeStream {

    private static final long PAUSE = Duration.ofMillis(10).toNanos();
    private static final long BATCH_BYTES = 16 << 20;

    private final Session replication;
    private final Session lookups;
    private final PGReplicationStream stream;
    private final PgOutput output;
    private volatile boolean closed;

    private LogicalStream(Session replication, Session lookups, PGReplicationStream stream, PgOutput output) {
        this.replication = replication;
        this.lookups = lookups;
        this.stream = stream;
        this.output = output;
    }

    static LogicalStream open(
            PostgresSettings settings, Route route, Settings capture, Map<TablePath, Set<String>> asText) {
        var replication = Session.replication(settings, route);
        try {
            var lookups = Session.open(settings, route);
            try {
                lookups.writeValuesOurWay();
                replication.writeValuesOurWay();
                return new LogicalStream(
                        replication, lookups, start(replication, capture), new PgOutput(lookups, asText));
            } catch (SQLException | RuntimeException e) {
                lookups.close();
                throw e;
            }
        } catch (SQLException e) {
            replication.close();
            throw Failures.working(e);
        } catch (RuntimeException e) {
            replication.close();
            throw e;
        }
    }

    private static PGReplicationStream start(Session replication, Settings capture) throws SQLException {
        return replication
                .driver()
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(Sql.quoted(capture.slot()))
                .withSlotOption("proto_version", 1)
                .withSlotOption(
                        "publication_names", Sql.quoted(capture.publication()).replace("'", "''"))
                .withStatusInterval(10, TimeUnit.SECONDS)
                // The driver would acknowledge on its own what it has merely received.
                .withAutomaticFlush(false)
                .start();
    }

    @Override
    public Batch poll(int most, Duration patience) {
        var changes = new ArrayList<Change>();
        long deadline = System.nanoTime() + patience.toNanos();
        long bytes = 0;
        try {
            while (changes.size() < most && bytes < BATCH_BYTES) {
                var message = stream.readPending();
                if (message != null) {
                    bytes += message.remaining();
                    output.decode(message, changes);
                } else if (!changes.isEmpty() || System.nanoTime() >= deadline) {
                    break;
                } else {
                    refuseIfClosed();
                    LockSupport.parkNanos(PAUSE);
                }
            }
            return new Batch(changes, end());
        } catch (SQLException e) {
            refuseIfClosed();
            throw Failures.working(e);
        }
    }

    /** Between transactions all that was received is behind us, also the changes of tables that are not published. */
    private @Nullable Position end() {
        if (output.inTransaction()) {
            return output.lastEnd();
        }
        long received = stream.getLastReceiveLSN().asLong();
        var last = output.lastEnd();
        if (received == 0) {
            return last;
        }
        var idle = new Position(received, 0, 0);
        return last == null || idle.compareTo(last) > 0 ? idle : last;
    }

    @Override
    public void acknowledge(Position position) {
        var number = LogSequenceNumber.valueOf(position.log());
        try {
            stream.setAppliedLSN(number);
            stream.setFlushedLSN(number);
            stream.forceUpdateStatus();
        } catch (SQLException e) {
            refuseIfClosed();
            throw Failures.working(e);
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new Cancelled();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            replication.stop();
            lookups.stop();
        }
    }
}
