package dev.hedgerow.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.MortalServer;
import dev.hedgerow.ServerTest;
import dev.hedgerow.database.PostgresAddress;
import dev.hedgerow.database.SourcePostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The key that protects the settings of sources is changed as an operator changes it: by restarts. */
@ServerTest
class KeyRotationTest {

    static final String OLD = key(1);
    static final String NEW = key(2);

    @TempDir
    Path directory;

    @Test
    void theFormerKeyOpensUntilTheNewOneHasTakenOver(@Autowired PostgresAddress postgres, @Autowired JdbcClient admin)
            throws Exception {
        var database = SourcePostgres.shared().database();
        database.execute("CREATE TABLE items (id int PRIMARY KEY); INSERT INTO items VALUES (1)");
        try (var server = MortalServer.start(directory, postgres, admin, "--hedgerow.secret-key=" + OLD)) {
            var schema = create(server, database);
            awaitRows(server, 1);
            var before = sealed(server);

            server.restart("--hedgerow.secret-key=" + NEW, "--hedgerow.secret-key-previous=" + OLD);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(sealed(server)).isNotEqualTo(before));
            sync(server, database, schema, 2);

            server.restart("--hedgerow.secret-key=" + NEW);
            sync(server, database, schema, 3);
        }
    }

    private static String create(MortalServer server, SourcePostgres.Database database) throws Exception {
        var payload = new HashMap<>(database.settings());
        payload.putAll(Map.of(
                "schema",
                "public",
                "schemas",
                List.of(Map.of("name", "items", "should_sync", true, "sync_type", "full_refresh"))));
        return server.post("external_data_sources/", Map.of("source_type", "Postgres", "payload", payload))
                .at("/schemas/0/id")
                .stringValue();
    }

    private static void sync(MortalServer server, SourcePostgres.Database database, String schema, int rows)
            throws Exception {
        database.execute("INSERT INTO items VALUES (%d)".formatted(rows));
        server.post("external_data_schemas/" + schema + "/reload/", Map.of());
        awaitRows(server, rows);
    }

    private static void awaitRows(MortalServer server, long rows) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(server.row("select count() from postgres.items"))
                        .containsExactly(rows));
    }

    private static String sealed(MortalServer server) {
        return server.jdbc()
                .sql("SELECT job_inputs::text FROM external_data_source")
                .query(String.class)
                .single();
    }

    private static String key(int seed) {
        var bytes = new byte[32];
        bytes[0] = (byte) seed;
        return Base64.getEncoder().encodeToString(bytes);
    }
}
