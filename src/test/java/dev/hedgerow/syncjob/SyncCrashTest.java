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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The server is killed while it syncs a table, and started again: the table has the rows of its source, each once. */
@ServerTest
@Tag("pain-18")
@Timeout(3600)
class SyncCrashTest {

    static final int ROUNDS = Integer.getInteger("hedgerow.crash-rounds", 1);
    static final int ROWS = 100_000;
    static final List<String> POINTS = List.of(
            "after a chunk of a sync",
            "before a sync is published",
            "after a checkpoint of a sync",
            "after a sync began",
            "after a sync is published",
            MortalServer.AT_RANDOM);

    @TempDir
    Path directory;

    MortalServer server;
    SourcePostgres.Database database;

    @BeforeEach
    void startWithASourceOfItems(@Autowired PostgresAddress postgres, @Autowired JdbcClient admin) throws IOException {
        database = SourcePostgres.shared().database();
        database.execute("""
                CREATE TABLE items (id int PRIMARY KEY, version int NOT NULL, updated_at timestamptz NOT NULL DEFAULT now());
                CREATE INDEX ON items (updated_at);
                CREATE SEQUENCE more_items START 1000000;
                INSERT INTO items SELECT n, 0 FROM generate_series(1, %d) AS n
                """.formatted(ROWS));
        server = MortalServer.start(
                directory, postgres, admin, "--hedgerow.sync.chunk=20000", "--hedgerow.sync.load=20000");
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"full_refresh", "incremental"})
    void theTableEqualsItsSourceWhereverTheProcessDies(String type) throws Exception {
        var schema = createSource(type);
        awaitSameRows("at first");
        for (int round = 1; round <= ROUNDS; round++) {
            var point = POINTS.get((round - 1) % POINTS.size());
            change(round);

            server.dieOver(point, () -> reload(schema));

            awaitSameRows(point);
            change(-round);
            awaitIdle();
            reload(schema);
            awaitSameRows("in the run after dying " + point);
        }
        server.stop();
        server.assertNoTableIsLeftOver("sync");
    }

    @ParameterizedTest
    @ValueSource(strings = {"incremental", "full_refresh", "xmin"})
    @EnabledIfSystemProperty(named = "hedgerow.crash-rounds", matches = "\\d+", disabledReason = "takes minutes")
    void theTableEqualsItsSourceAfterDyingAnywhereWhileOthersWrite(String type) throws Exception {
        var schema = createSource(type);
        awaitSameRows("at first");
        for (int round = 1; round <= ROUNDS; round++) {
            try (var _ = new Writers(database)) {
                server.dieOver(MortalServer.AT_RANDOM, () -> reload(schema));
                awaitIdle();
                server.dieOver(MortalServer.AT_RANDOM, () -> reload(schema));
            }
            awaitIdle();
            reload(schema);
            awaitSameRows("in round " + round);
        }
        if (ROUNDS >= 10) {
            assertThat(runsThatWereTakenOver()).isPositive();
        }
        server.stop();
        server.assertNoTableIsLeftOver("sync");
    }

    /** Two sessions that change and add rows until they are closed. */
    private static final class Writers implements AutoCloseable {

        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final AtomicBoolean done = new AtomicBoolean();
        private final List<CompletableFuture<Void>> writing = new ArrayList<>();

        Writers(SourcePostgres.Database database) {
            for (int writer = 0; writer < 2; writer++) {
                writing.add(CompletableFuture.runAsync(() -> write(database), threads));
            }
        }

        private void write(SourcePostgres.Database database) {
            try (var connection = database.connect();
                    var statement = connection.createStatement()) {
                while (!done.get()) {
                    statement.execute("""
                            BEGIN;
                            UPDATE items SET version = version + 1, updated_at = now()
                             WHERE id = (SELECT id FROM items WHERE id % 1000 = (random() * 999)::int LIMIT 1
                                            FOR UPDATE SKIP LOCKED);
                            INSERT INTO items SELECT nextval('more_items'), 1;
                            SELECT pg_sleep(random() * 0.05);
                            COMMIT
                            """);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            done.set(true);
            writing.forEach(CompletableFuture::join);
            threads.close();
        }
    }

    private String createSource(String type) throws IOException, InterruptedException {
        var table = new HashMap<String, Object>(Map.of("name", "items", "should_sync", true, "sync_type", type));
        if (type.equals("incremental")) {
            table.putAll(Map.of("incremental_field", "updated_at", "incremental_field_type", "timestamp"));
        }
        var payload = new HashMap<>(database.settings());
        payload.putAll(Map.of("schema", "public", "schemas", List.of(table)));
        return server.post("external_data_sources/", Map.of("source_type", "Postgres", "payload", payload))
                .at("/schemas/0/id")
                .stringValue();
    }

    /** A change of a fifth of the rows, and some that are new. */
    private void change(int round) {
        database.execute("""
                UPDATE items SET version = %1$d, updated_at = now() WHERE id %% 5 = %2$d;
                INSERT INTO items (id, version) SELECT max(id) + n, %1$d FROM items, generate_series(1, 500) AS n GROUP BY n
                """.formatted(round, Math.floorMod(round, 5)));
    }

    private void reload(String schema) throws IOException, InterruptedException {
        server.post("external_data_schemas/" + schema + "/reload/", Map.of());
    }

    /** A kill that meets no run proves nothing. */
    private long runsThatWereTakenOver() {
        return server.jdbc()
                .sql("SELECT count(*) FROM external_data_job WHERE attempt > 1")
                .query(Long.class)
                .single();
    }

    private void awaitIdle() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> server.jdbc()
                                .sql("SELECT count(*) FROM external_data_job WHERE status = 'Running'")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private void awaitSameRows(String when) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(rowsHere()).as(when).isEqualTo(rowsThere()));
    }

    private List<Long> rowsHere() throws IOException, InterruptedException {
        return server.row(
                "select count(), uniqExact(id), sum(id), sum(version), sum(id * version) from postgres.items");
    }

    private List<Long> rowsThere() throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*), count(*), sum(id), sum(version), sum(id::bigint * version) FROM items")) {
            row.next();
            return List.of(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
        }
    }
}
