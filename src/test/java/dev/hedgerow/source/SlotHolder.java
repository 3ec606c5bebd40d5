package dev.hedgerow.source;

import static org.awaitility.Awaitility.await;

import dev.hedgerow.database.SourcePostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** Somebody who reads from a slot that is ours, so that we cannot. */
record SlotHolder(PGConnection connection, PGReplicationStream stream) implements AutoCloseable {

    /** Pushes whoever reads from it aside. */
    static SlotHolder of(SourcePostgres.Database database, String slot) {
        return await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(
                        () -> {
                            database.execute(
                                    "SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots WHERE slot_name = '%s'"
                                            .formatted(slot));
                            return open(database, slot);
                        },
                        _ -> true);
    }

    private static SlotHolder open(SourcePostgres.Database database, String slot) throws SQLException {
        var properties = new Properties();
        PGProperty.USER.set(properties, SourcePostgres.USER);
        PGProperty.PASSWORD.set(properties, SourcePostgres.PASSWORD);
        PGProperty.SSL_MODE.set(properties, "disable");
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "13");
        var url =
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(database.server().port(), database.name());
        var connection = DriverManager.getConnection(url, properties).unwrap(PGConnection.class);
        return new SlotHolder(
                connection,
                connection
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        .withSlotName(slot)
                        .withSlotOption("proto_version", 1)
                        .withSlotOption("publication_names", slot.replace("posthog_", "posthog_pub_"))
                        .start());
    }

    /** Has the source forget all changes so far. */
    void forget(LogSequenceNumber upTo) throws SQLException {
        stream.setAppliedLSN(upTo);
        stream.setFlushedLSN(upTo);
        stream.forceUpdateStatus();
    }

    @Override
    public void close() throws SQLException {
        stream.close();
        ((java.sql.Connection) connection).close();
    }
}
