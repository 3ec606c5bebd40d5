package dev.hedgerow.modelingjob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.ServerProcess;
import dev.hedgerow.ServerTest;
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
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** The server is killed while it runs a view, and started again: what it promised still holds. */
@ServerTest
@Timeout(1800)
class CrashTest {

    static final int ROUNDS = Integer.getInteger("hedgerow.crash-rounds", 1);
    static final int ROWS = 200_000;
    static final String KEY = "phx_crash_test_key_00000000000000000000";
    static final List<String> POINTS = List.of(
            "after the table is written", "before the flip", "after the lease", "after the commit", "at random");

    @TempDir
    Path directory;

    PostgresAddress database;
    JdbcClient jdbc;
    int port;

    @BeforeEach
    void ownDatabase(@Autowired PostgresAddress metadata, @Autowired JdbcClient server) throws IOException {
        var name = "crash_" + UUID.randomUUID().toString().replace("-", "");
        server.sql("CREATE DATABASE " + name).update();
        database = metadata.withDatabase(name);
        jdbc = JdbcClient.create(new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));
        port = freePort();
    }

    @Test
    void aRunIsFinishedOnceWhereverItsProcessDies() throws Exception {
        var random = new Random(4);
        var asked = 0;
        try (var last = new Closing(start(port))) {
            last.server.awaitReady();
            var view = addView("crashed", text(0));
            ask(view);
            awaitCompleted(view, ++asked);
            for (int round = 1; round <= ROUNDS; round++) {
                var point = POINTS.get((round - 1) % POINTS.size());
                jdbc.sql("UPDATE test_model SET hogql = :text")
                        .param("text", text(round))
                        .update();
                Files.writeString(point(), point);

                ask(view);
                if (point.equals("at random")) {
                    last.server.process().waitFor(Duration.ofMillis(500 + random.nextInt(2000)));
                    last.server.kill();
                } else {
                    last.server.awaitDeath();
                }
                Files.writeString(point(), "");
                last.server = start(port);
                last.server.awaitReady();

                assertThat(rounds()).as(point).isIn(List.of(ROWS, round - 1, round - 1), List.of(ROWS, round, round));
                awaitCompleted(view, ++asked);
                assertThat(rounds()).as(point).isEqualTo(List.of(ROWS, round, round));
            }
            last.server.process().destroy();
            last.server.awaitDeath();
        }
        assertThat(tablesInTheEngine()).isEqualTo(tablesInTheCatalog());
    }

    @Test
    @EnabledIfSystemProperty(named = "hedgerow.crash-rounds", matches = "\\d+")
    void aStandbyGoesOnWithTwoHundredDueViews() throws Exception {
        try (var active = new Closing(start(port))) {
            active.server.awaitReady();
            var views = new ArrayList<UUID>();
            for (int i = 0; i < 200; i++) {
                views.add(addView("due_" + i, "select number as n from numbers(1000)"));
            }
            var second = freePort();
            try (var standby = new Closing(start(second))) {
                await().atMost(Duration.ofMinutes(1)).until(() -> standby.server.status("/_livez") == 200);
                views.forEach(this::makeDue);
                await().atMost(Duration.ofMinutes(1)).until(() -> completed() > 60);

                active.server.kill();
                port = second;
                standby.server.awaitReady();

                await().atMost(Duration.ofMinutes(2))
                        .untilAsserted(() -> assertThat(completed()).isEqualTo(200));
                assertThat(jdbc.sql("""
                                SELECT saved_query_id
                                  FROM data_modeling_job
                                 GROUP BY saved_query_id
                                HAVING count(*) <> 1 OR min(status) <> 'Completed'
                                """).query().listOfRows()).isEmpty();
                standby.server.process().destroy();
                standby.server.awaitDeath();
            }
        }
        assertThat(tablesInTheEngine()).isEqualTo(tablesInTheCatalog());
    }

    private ServerProcess start(int at) throws IOException {
        if (Files.notExists(point())) {
            Files.writeString(point(), "");
        }
        return ServerProcess.start(
                directory.resolve("data"),
                at,
                "--hedgerow.database.url=" + url(),
                "--hedgerow.bootstrap-api-key=" + KEY,
                "--hedgerow.test.crash-point-file=" + point());
    }

    private String url() {
        return "postgres://%s:%s@%s:%d/%s"
                .formatted(
                        database.user(),
                        URLEncoder.encode(database.password(), UTF_8),
                        database.host(),
                        database.port(),
                        database.database());
    }

    private Path point() {
        return directory.resolve("crash-point");
    }

    private static String text(int round) {
        return "select number as n, %d as round from numbers(%d)".formatted(round, ROWS);
    }

    private UUID addView(String name, String hogql) {
        var id = UUID.randomUUID();
        jdbc.sql("INSERT INTO test_model VALUES (:id, 1, :name, :hogql, now(), '{}')")
                .param("id", id)
                .param("name", name)
                .param("hogql", hogql)
                .update();
        return id;
    }

    /** What asking for a run writes. */
    private void ask(UUID view) {
        jdbc.sql("""
                        INSERT INTO materialization (view_id, team_id, wanted_at) VALUES (:view, 1, now())
                            ON CONFLICT (view_id) DO UPDATE SET wanted_at = now()
                        """).param("view", view).update();
        trigger(view);
    }

    private void makeDue(UUID view) {
        jdbc.sql(
                        "INSERT INTO materialization (view_id, team_id, every_seconds, due_at) VALUES (:view, 1, 86400, now())")
                .param("view", view)
                .update();
        trigger(view);
    }

    private void trigger(UUID view) {
        jdbc.sql("""
                        INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        VALUES ('materialize', :view, now(), false, 1)
                            ON CONFLICT DO NOTHING
                        """).param("view", view.toString()).update();
    }

    /** As many runs as were asked for, each completed, within the time that a run may be without a process. */
    private void awaitCompleted(UUID view, int asked) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> assertThat(jdbc.sql("SELECT status FROM data_modeling_job WHERE saved_query_id = :view")
                                        .param("view", view)
                                        .query((row, _) -> row.getString(1))
                                        .list())
                                .hasSize(asked)
                                .containsOnly("Completed"));
    }

    private int completed() {
        return jdbc.sql("SELECT count(*) FROM data_modeling_job WHERE status = 'Completed'")
                .query(Integer.class)
                .single();
    }

    /** Rows of the view, and which rounds they are of. */
    private List<Integer> rounds() throws IOException, InterruptedException {
        var body = """
                {"query": {"kind": "HogQLQuery", "query": "select count(), min(round), max(round) from crashed"}}
                """;
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/projects/1/query/".formatted(port)))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return new JsonMapper()
                    .readTree(answer.body())
                    .at("/results/0")
                    .valueStream()
                    .map(value -> value.intValue())
                    .toList();
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
                        "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'view%' ORDER BY 1")) {
            var names = new ArrayList<String>();
            while (tables.next()) {
                names.add(tables.getString(1));
            }
            return names;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The server that runs now, whichever it is. */
    private static final class Closing implements AutoCloseable {

        private ServerProcess server;

        Closing(ServerProcess server) {
            this.server = server;
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
