package dev.hedgerow.syncjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.MortalServer;
import dev.hedgerow.ServerTest;
import dev.hedgerow.database.PostgresAddress;
import dev.hedgerow.database.SourcePostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The server is killed while it follows a table that others write to, and started again: the table has the rows of its
 * source, and its history every change once.
 */
@ServerTest
@Timeout(1800)
class CdcCrashTest {

    static final int ROUNDS = Integer.getInteger("hedgerow.crash-rounds", 1);
    static final int ROWS = 20_000;
    static final List<String> POINTS = List.of(
            MortalServer.AT_RANDOM,
            "after changes are applied",
            "after changes are written down",
            "before the source may forget",
            MortalServer.AT_RANDOM,
            "before a sync is published",
            "after a chunk of a sync");

    @TempDir
    Path directory;

    MortalServer server;
    SourcePostgres.Database database;

    @BeforeEach
    void startWithASourceOfItems(@Autowired PostgresAddress postgres, @Autowired JdbcClient admin) throws IOException {
        database = SourcePostgres.shared().database();
        database.execute("""
                CREATE TABLE items (id int PRIMARY KEY, version int NOT NULL, note text);
                CREATE TABLE audit (number bigint GENERATED ALWAYS AS IDENTITY, op text);
                INSERT INTO items SELECT n, 0, 'first' FROM generate_series(1, %d) AS n;
                CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN INSERT INTO audit (op) VALUES (lower(TG_OP)); RETURN NULL; END';
                CREATE TRIGGER log AFTER INSERT OR UPDATE OR DELETE ON items FOR EACH ROW EXECUTE FUNCTION log()
                """.formatted(ROWS));
        server = MortalServer.start(
                directory,
                postgres,
                admin,
                "--hedgerow.sync.chunk=5000",
                "--hedgerow.sync.load=5000",
                "--hedgerow.sync.changes=300");
    }

    @AfterEach
    void closeServer() {
        server.close();
        database.execute("""
                SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots
                 WHERE database = current_database() AND active;
                SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()
                """);
    }

    @Test
    void theTableEqualsItsSourceWhereverTheProcessDies() throws Exception {
        var schema = createSource();
        awaitSameRows("at first");
        database.execute("TRUNCATE audit");
        for (int round = 1; round <= ROUNDS; round++) {
            var point = POINTS.get((round - 1) % POINTS.size());
            var when = "round %d, dying %s".formatted(round, point);
            try (var _ = new Writers(round)) {
                server.dieOver(point, () -> {
                    if (point.endsWith("a sync") || point.endsWith("published")) {
                        server.post("external_data_schemas/" + schema + "/resync/", Map.of());
                    }
                });
            }
            awaitSameRows(when);
            awaitSameHistory(when);
        }
        server.stop();
        server.assertNoTableIsLeftOver("sync");
    }

    private String createSource() throws IOException, InterruptedException {
        var table = Map.of("name", "items", "should_sync", true, "sync_type", "cdc", "cdc_table_mode", "both");
        var payload = new HashMap<>(database.settings());
        payload.putAll(Map.of("schema", "public", "cdc_enabled", true, "schemas", List.of(table)));
        var body = Map.of("source_type", "Postgres", "payload", payload);
        return server.post("external_data_sources/", body).at("/schemas/0/id").stringValue();
    }

    private void awaitSameRows(String when) {
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(server.row("""
                                select count(), uniqExact(id), sum(id), sum(version), sum(id * version),
                                       countIf(note = 'second') from postgres.items
                                """)).as(when).isEqualTo(numbersThere("""
                                SELECT count(*), count(*), sum(id), sum(version), sum(id::bigint * version),
                                       count(*) FILTER (WHERE note = 'second') FROM items
                                """)));
    }

    private void awaitSameHistory(String when) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(server.row("""
                                select countIf(_ph_cdc_op = 'insert'), countIf(_ph_cdc_op = 'update'),
                                       countIf(_ph_cdc_op = 'delete'),
                                       uniqExactIf(_ph_cdc_seq, _ph_cdc_op != 'snapshot') from postgres.items_cdc
                                """)).as(when).isEqualTo(numbersThere("""
                                SELECT count(*) FILTER (WHERE op = 'insert'), count(*) FILTER (WHERE op = 'update'),
                                       count(*) FILTER (WHERE op = 'delete'), count(*) FROM audit
                                """)));
    }

    private List<Long> numbersThere(String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            var numbers = new ArrayList<Long>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                numbers.add(row.getLong(i));
            }
            return numbers;
        }
    }

    /** Two who change the table at the same time, until they are closed. */
    private final class Writers implements AutoCloseable {

        private final CountDownLatch enough = new CountDownLatch(1);
        private final CompletableFuture<Void> both;

        Writers(int round) {
            both = CompletableFuture.allOf(
                    CompletableFuture.runAsync(() -> write(new Random(round), 0)),
                    CompletableFuture.runAsync(() -> write(new Random(-round), 1)));
        }

        /** Each has rows of their own, so that they do not wait for each other. */
        private void write(Random random, int parity) {
            try (var connection = database.connect();
                    var statement = connection.createStatement()) {
                do {
                    int key = 2 * random.nextInt(ROWS / 2) + parity;
                    statement.execute(
                            switch (random.nextInt(5)) {
                                case 0 -> "DELETE FROM items WHERE id = " + key;
                                case 1 ->
                                    "INSERT INTO items VALUES (%d, 1, 'new') ON CONFLICT (id) DO UPDATE SET version = items.version + 1"
                                            .formatted(key);
                                case 2 ->
                                    "UPDATE items SET id = -id, note = 'second' WHERE id = %d AND NOT EXISTS (SELECT FROM items WHERE id = -%d)"
                                            .formatted(key, key);
                                case 3 ->
                                    "BEGIN; UPDATE items SET version = version + 1 WHERE id %% 200 = %d; ROLLBACK"
                                            .formatted(parity);
                                default ->
                                    "UPDATE items SET version = version + 1 WHERE id %% 100 = %d AND id > 0"
                                            .formatted(2 * random.nextInt(50) + parity);
                            });
                } while (!enough.await(5, TimeUnit.MILLISECONDS));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            enough.countDown();
            both.join();
        }
    }
}
