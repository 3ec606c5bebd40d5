package dev.hedgerow.syncjob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.ServerProcess;
import dev.hedgerow.ServerTest;
import dev.hedgerow.database.PostgresAddress;
import dev.hedgerow.database.SourcePostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server is killed while it syncs a table, and started again: the table has the rows of its source, each once. */
@ServerTest
@Timeout(1800)
class SyncCrashTest {

    static final int ROUNDS = Integer.getInteger("hedgerow.crash-rounds", 2);
    static final int ROWS = 100_000;
    static final String KEY = "phx_crash_test_key_00000000000000000000";
    static final JsonMapper JSON = new JsonMapper();
    static final List<String> POINTS = List.of(
            "after a chunk of a sync",
            "before a sync is published",
            "after a checkpoint of a sync",
            "after a sync began",
            "after a sync is published",
            "at random");

    @TempDir
    Path directory;

    PostgresAddress metadata;
    JdbcClient jdbc;
    SourcePostgres.Database database;
    int port;

    @BeforeEach
    void ownDatabases(@Autowired PostgresAddress server, @Autowired JdbcClient admin) throws IOException {
        var name = "crash_" + UUID.randomUUID().toString().replace("-", "");
        admin.sql("CREATE DATABASE " + name).update();
        metadata = server.withDatabase(name);
        jdbc = JdbcClient.create(new DriverManagerDataSource(metadata.jdbcUrl(), metadata.user(), metadata.password()));
        database = SourcePostgres.shared().database();
        database.execute("""
                CREATE TABLE items (id int PRIMARY KEY, version int NOT NULL, updated_at timestamptz NOT NULL DEFAULT now());
                CREATE INDEX ON items (updated_at);
                INSERT INTO items SELECT n, 0 FROM generate_series(1, %d) AS n
                """.formatted(ROWS));
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"full_refresh", "incremental"})
    void theTableEqualsItsSourceWhereverTheProcessDies(String type) throws Exception {
        var random = new Random(7);
        Files.writeString(point(), "");
        var server = start();
        try {
            server.awaitReady();
            var schema = createSource(type);
            awaitSameRows("at first");
            for (int round = 1; round <= ROUNDS; round++) {
                var crash = POINTS.get((round - 1) % POINTS.size());
                change(round);
                Files.writeString(point(), crash);

                reload(schema);
                if (crash.equals("at random")) {
                    server.process().waitFor(Duration.ofMillis(500 + random.nextInt(2000)));
                    server.kill();
                } else {
                    server.awaitDeath();
                }
                Files.writeString(point(), "");
                server = start();
                server.awaitReady();

                awaitSameRows(crash);
                change(-round);
                awaitIdle();
                reload(schema);
                awaitSameRows("in the run after dying " + crash);
            }
            server.process().destroy();
            server.awaitDeath();
        } finally {
            server.close();
        }
        assertThat(tablesInTheEngine()).isEqualTo(tablesInTheCatalog());
    }

    private ServerProcess start() throws IOException {
        return ServerProcess.start(
                directory.resolve("data"),
                port,
                "--hedgerow.database.url=" + url(),
                "--hedgerow.bootstrap-api-key=" + KEY,
                "--hedgerow.sync.chunk=20000",
                "--hedgerow.test.crash-point-file=" + point());
    }

    private String url() {
        return "postgres://%s:%s@%s:%d/%s"
                .formatted(
                        metadata.user(),
                        URLEncoder.encode(metadata.password(), UTF_8),
                        metadata.host(),
                        metadata.port(),
                        metadata.database());
    }

    private Path point() {
        return directory.resolve("crash-point");
    }

    private String createSource(String type) throws IOException, InterruptedException {
        var table = new HashMap<String, Object>(Map.of("name", "items", "should_sync", true, "sync_type", type));
        if (type.equals("incremental")) {
            table.putAll(Map.of("incremental_field", "updated_at", "incremental_field_type", "timestamp"));
        }
        var payload = new HashMap<>(database.settings());
        payload.putAll(Map.of("schema", "public", "schemas", List.of(table)));
        var body = JSON.writeValueAsString(Map.of("source_type", "Postgres", "payload", payload));
        return call("external_data_sources/", body).at("/schemas/0/id").stringValue();
    }

    /** A change of a fifth of the rows, and some that are new. */
    private void change(int round) {
        database.execute("""
                UPDATE items SET version = %1$d, updated_at = now() WHERE id %% 5 = %2$d;
                INSERT INTO items (id, version) SELECT max(id) + n, %1$d FROM items, generate_series(1, 500) AS n GROUP BY n
                """.formatted(round, Math.floorMod(round, 5)));
    }

    private void reload(String schema) throws IOException, InterruptedException {
        call("external_data_schemas/" + schema + "/reload/", "{}");
    }

    private void awaitIdle() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jdbc.sql("SELECT count(*) FROM external_data_job WHERE status = 'Running'")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private void awaitSameRows(String when) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(rowsHere()).as(when).isEqualTo(rowsThere()));
    }

    private List<Long> rowsHere() throws IOException, InterruptedException {
        var hogql = "select count(), uniqExact(id), sum(id), sum(version), sum(id * version) from postgres.items";
        var query = Map.of("query", Map.of("kind", "HogQLQuery", "query", hogql), "refresh", "force_blocking");
        return call("query/", JSON.writeValueAsString(query))
                .at("/results/0")
                .valueStream()
                .map(JsonNode::asLong)
                .toList();
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

    private JsonNode call(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/projects/1/%s".formatted(port, path)))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
        }
    }

    private List<String> tablesInTheCatalog() {
        return jdbc.sql("SELECT physical_name || '__v' || current_version FROM warehouse_table ORDER BY 1")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<String> tablesInTheEngine() throws SQLException {
        var file = directory.resolve("data/warehouse/team_1.duckdb");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                var statement = connection.createStatement();
                var tables = statement.executeQuery(
                        "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'sync%' ORDER BY 1")) {
            var names = new ArrayList<String>();
            while (tables.next()) {
                names.add(tables.getString(1));
            }
            return names;
        }
    }
}
