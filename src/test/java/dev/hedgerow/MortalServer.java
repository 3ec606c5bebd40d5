package dev.hedgerow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.database.PostgresAddress;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server with a database and a data directory of its own, which dies where it is told to and comes back. */
public final class MortalServer implements AutoCloseable {

    /** Not a point in the code but any moment of the first seconds of the work. */
    public static final String AT_RANDOM = "at random";

    private static final String KEY = "phx_crash_test_key_00000000000000000000";
    private static final JsonMapper JSON = new JsonMapper();

    private final Random random = new Random(7);
    private final Path directory;
    private final PostgresAddress database;
    private List<String> settings;
    private final int port;
    private ServerProcess process;

    private MortalServer(Path directory, PostgresAddress database, List<String> settings) throws IOException {
        this.directory = directory;
        this.database = database;
        this.settings = settings;
        this.port = freePort();
        Files.writeString(crashPoint(), "");
        this.process = begin();
    }

    /** Starts a server on a new database of {@code postgres}. */
    public static MortalServer start(Path directory, PostgresAddress postgres, JdbcClient admin, String... settings)
            throws IOException {
        var name = "crash_" + UUID.randomUUID().toString().replace("-", "");
        admin.sql("CREATE DATABASE " + name).update();
        var server = new MortalServer(directory, postgres.withDatabase(name), List.of(settings));
        server.process.awaitReady();
        return server;
    }

    /** Another process on the same database and directory, which waits for this one to end. */
    public MortalServer standby() throws IOException {
        return new MortalServer(directory, database, settings);
    }

    public ServerProcess process() {
        return process;
    }

    /** What the server knows. */
    public JdbcClient jdbc() {
        return JdbcClient.create(new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));
    }

    /** Dies over what is asked of it, at the point, and starts again. */
    public void dieOver(String point, Work asked) throws Exception {
        Files.writeString(crashPoint(), point);
        if (point.equals(AT_RANDOM)) {
            asked.ask();
            process.process().waitFor(Duration.ofMillis(random.nextInt(1500)));
            process.kill();
        } else {
            try {
                asked.ask();
            } catch (IOException _) {
                // It may be dead before it has answered, which the next line makes sure of.
            }
            process.awaitDeath();
        }
        Files.writeString(crashPoint(), "");
        process = begin();
        process.awaitReady();
    }

    /** Ends, and starts again with other settings. */
    public void restart(String... settings) throws IOException, InterruptedException {
        stop();
        this.settings = List.of(settings);
        process = begin();
        process.awaitReady();
    }

    /** Ends as a server is ended by its operator. */
    public void stop() throws InterruptedException {
        process.process().destroy();
        process.awaitDeath();
    }

    private ServerProcess begin() throws IOException {
        var all = new ArrayList<>(settings);
        all.add("--hedgerow.database.url=postgres://%s:%s@%s:%d/%s"
                .formatted(
                        database.user(),
                        URLEncoder.encode(database.password(), UTF_8),
                        database.host(),
                        database.port(),
                        database.database()));
        all.add("--hedgerow.bootstrap-api-key=" + KEY);
        all.add("--hedgerow.test.crash-point-file=" + crashPoint());
        return ServerProcess.start(directory.resolve("data"), port, all.toArray(String[]::new));
    }

    private Path crashPoint() {
        return directory.resolve("crash-point");
    }

    /** Posts to the first project. */
    public JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return postTo("/api/projects/1/" + path, body);
    }

    /** Captures events of the first project. */
    public void capture(List<Map<String, Object>> events) throws IOException, InterruptedException {
        var token = jdbc().sql("SELECT api_token FROM project WHERE id = 1")
                .query((row, _) -> row.getString(1))
                .single();
        postTo("/batch/", Map.of("api_key", token, "batch", events));
    }

    private JsonNode postTo(String path, Object body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
        }
    }

    /** The first row of what the query answers, which is of numbers. */
    public List<Long> row(String hogql) throws IOException, InterruptedException {
        var query = Map.of("query", Map.of("kind", "HogQLQuery", "query", hogql), "refresh", "force_blocking");
        return post("query/", query)
                .at("/results/0")
                .valueStream()
                .map(JsonNode::asLong)
                .toList();
    }

    /** After the end: that the engine holds the tables that the catalog names and no other. */
    public void assertNoTableIsLeftOver(String prefix) throws SQLException {
        var known = jdbc().sql("SELECT physical_name || '__v' || current_version FROM warehouse_table ORDER BY 1")
                .query((row, _) -> row.getString(1))
                .list();
        var held = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(
                        "jdbc:duckdb:" + directory.resolve("data/warehouse/team_1.duckdb"));
                var statement = connection.createStatement();
                var tables = statement.executeQuery(
                        "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '%s%%' ORDER BY 1"
                                .formatted(prefix))) {
            while (tables.next()) {
                held.add(tables.getString(1));
            }
        }
        assertThat(held).isEqualTo(known);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.close();
    }

    /** Something the server is asked for, which it may not survive. */
    @FunctionalInterface
    public interface Work {
        void ask() throws Exception;
    }
}
