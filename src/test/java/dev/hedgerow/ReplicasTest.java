package dev.hedgerow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.database.PostgresAddress;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Two processes of the whole server on one database, each with a data directory of its own. */
@ServerTest
class ReplicasTest {

    static final String KEY = "phx_replicas_test_key";
    static final String DATABASE = "replicas";

    @Autowired
    PostgresAddress metadata;

    @TempDir
    Path directory;

    final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void dropDatabase(@Autowired JdbcClient jdbc) {
        jdbc.sql("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(DATABASE)).update();
        http.close();
    }

    @Test
    void theyStartAtOnceOnAnEmptyDatabaseAndServeTheSameTenant(@Autowired JdbcClient jdbc) throws Exception {
        jdbc.sql("CREATE DATABASE " + DATABASE).update();

        try (var one = start("one");
                var other = start("other")) {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> one.isReady() && other.isReady());

            assertThat(one.send("POST", "name=country&type=String").statusCode())
                    .isEqualTo(201);
            assertThat(other.send("GET", "").body()).contains("\"count\":1", "\"country\"");
        }
        var address = metadata.withDatabase(DATABASE);
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password())) {
            var counted = JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql("""
                            SELECT (SELECT count(*) FROM organization) || ' ' || (SELECT count(*) FROM project) || ' ' ||
                                   (SELECT count(*) FROM app_user) || ' ' ||
                                   (SELECT count(*) FROM flyway_schema_history WHERE NOT success)
                            """)
                    .query(String.class)
                    .single();
            assertThat(counted).isEqualTo("1 1 1 0");
        }
    }

    Replica start(String name) throws IOException {
        // Without the tests' own beans, which the server would find on its class path.
        var classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        var port = freePort();
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        "dev.hedgerow.Hedgerow")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile());
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        builder.environment().put("HEDGEROW_DATA_DIR", directory.resolve(name).toString());
        builder.environment().put("HEDGEROW_BOOTSTRAP_API_KEY", KEY);
        builder.environment()
                .put(
                        "DATABASE_URL",
                        "postgres://%s:%s@%s:%d/%s"
                                .formatted(
                                        metadata.user(),
                                        metadata.password(),
                                        metadata.host(),
                                        metadata.port(),
                                        DATABASE));
        return new Replica(builder.start(), port);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    final class Replica implements AutoCloseable {

        private final Process process;
        private final int port;

        Replica(Process process, int port) {
            this.process = process;
            this.port = port;
        }

        boolean isReady() throws Exception {
            assertThat(process.isAlive()).isTrue();
            try {
                var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/_readyz".formatted(port)))
                        .build();
                return http.send(ready, BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException notYet) {
                return false;
            }
        }

        HttpResponse<String> send(String method, String form) throws Exception {
            var uri = URI.create("http://127.0.0.1:%d/api/projects/1/insight_variables/".formatted(port));
            var request = HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + KEY)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .method(method, BodyPublishers.ofString(form));
            return http.send(request.build(), BodyHandlers.ofString());
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }
}
