package dev.hedgerow.source;

import static dev.hedgerow.Calls.text;
import static dev.hedgerow.source.SourceCalls.SCHEMAS;
import static dev.hedgerow.source.SourceCalls.SOURCES;
import static dev.hedgerow.source.SourceCalls.incremental;
import static dev.hedgerow.source.SourceCalls.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.connector.CuttableProxy;
import dev.hedgerow.database.SourcePostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Sources that die, refuse or quote secrets in the middle of a sync: what is tried again, and what people are told. */
@ServerTest
class SyncTroubleTest {

    static final int ROWS = 300_000;

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    SourceCalls calls;
    SourcePostgres.Database database;
    CuttableProxy wire;

    @BeforeEach
    void source() throws IOException {
        database = SourcePostgres.shared().database();
        calls = new SourceCalls(http, tenants.create(), database);
        wire = new CuttableProxy(database.server().port());
        database.execute("""
                CREATE TABLE items (id int PRIMARY KEY, note text, at timestamptz);
                INSERT INTO items SELECT n, repeat('x', 40), now() FROM generate_series(1, %d) AS n
                """.formatted(ROWS));
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
    }

    @Test
    @Tag("pain-18")
    void aSourceThatDiesInTheMiddleIsGoneOnWithAndEveryRowComesOnce() {
        var id = calls.create(throughTheWire(table("items", "sync_type", "full_refresh", "should_sync", false)));
        wire.cutAfter(14_000_000);

        switchOn(id);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> lines(id).stream()
                        .anyMatch(line -> line.startsWith("The connection to Postgres broke off. Trying again.")));
        wire.cutAfter(Long.MAX_VALUE);
        awaitStatus(id, "Completed");

        assertThat(calls.query("select count(), uniqExact(id), sum(id) from postgres.items"))
                .hasToString("[[%d,%d,%d]]".formatted(ROWS, ROWS, ROWS * (ROWS + 1L) / 2));
        var jobs = text(calls.get(SOURCES + id + "/jobs/"));
        assertThat(JsonPath.<List<String>>read(jobs, "$[*].status")).containsExactly("Completed");
        assertThat(JsonPath.<List<Object>>read(jobs, "$[*].latest_error")).containsOnlyNulls();
        assertThat(lines(id)).anyMatch(line -> line.startsWith("Went on with full_refresh of items, attempt 2"));
    }

    @Test
    @Tag("pain-63440")
    void whatDoesNotPassFailsAfterSomeAttemptsAndStaysSwitchedOn() {
        var id = calls.create(throughTheWire(table("items", "sync_type", "full_refresh", "should_sync", false)));
        wire.cutAfter(0);

        switchOn(id);
        awaitStatus(id, "Failed");

        assertThat(calls.<String>schema(id, "items", "latest_error")).contains("Postgres");
        assertThat(calls.<Boolean>schema(id, "items", "should_sync")).isTrue();
        assertThat(JsonPath.<String>read(text(calls.get(SOURCES + id)), "$.status"))
                .isEqualTo("Failed");
        assertThat(lines(id).stream().filter(line -> line.endsWith("Trying again.")))
                .hasSize(3);
    }

    @Test
    void aWrongPasswordSwitchesTheSchemaOffWithoutSayingIt() {
        var role = "reader_" + UUID.randomUUID().toString().replace("-", "");
        database.execute(
                "CREATE ROLE %1$s LOGIN PASSWORD 'first-password'; GRANT SELECT ON items TO %1$s".formatted(role));
        var id = calls.create(calls.source(
                "",
                Map.of("schema", "public", "user", role, "password", "first-password"),
                List.of(incremental("items", "at", "timestamp"))));
        awaitStatus(id, "Completed");
        database.execute("ALTER ROLE %s PASSWORD 'second-password'".formatted(role));

        calls.send(POST, SCHEMAS + calls.schema(id, "items", "id") + "/reload/", "");
        awaitStatus(id, "Failed");

        assertThat(calls.<String>schema(id, "items", "latest_error"))
                .isEqualTo("Postgres rejected the username or password.");
        assertThat(calls.<Boolean>schema(id, "items", "should_sync")).isFalse();
        assertThat(calls.query("select count() from postgres.items")).hasToString("[[%d]]".formatted(ROWS));
    }

    @Test
    void secretsThatASourceRepeatsAreNotPassedOn() {
        database.execute("CREATE VIEW telling AS SELECT %s::text::int AS n"
                .formatted("'" + SourcePostgres.PASSWORD.replace("'", "''") + "'"));
        var id = calls.create(calls.source("", List.of(table("telling", "sync_type", "full_refresh"))));
        await().atMost(Duration.ofSeconds(30)).until(() -> "Failed".equals(calls.schema(id, "telling", "status")));

        var schema = SCHEMAS + calls.schema(id, "telling", "id");
        for (var path : List.of(SOURCES + id, SOURCES + id + "/jobs/", schema, schema + "/logs/")) {
            assertThat(text(calls.get(path))).as(path).contains("***").doesNotContain("s3cret");
        }
    }

    private String throughTheWire(Map<String, Object> table) {
        return calls.source("", Map.of("schema", "public", "host", "127.0.0.1", "port", wire.port()), List.of(table));
    }

    private void switchOn(String source) {
        calls.send(PATCH, SCHEMAS + calls.schema(source, "items", "id"), "{\"should_sync\": true}")
                .expectStatus()
                .isOk();
    }

    private List<String> lines(String source) {
        var logs = text(calls.get(SCHEMAS + calls.schema(source, "items", "id") + "/logs/?limit=100"));
        return JsonPath.read(logs, "$[*].message");
    }

    private void awaitStatus(String source, String status) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(calls.<String>schema(source, "items", "status"))
                        .as(String.valueOf(lines(source)))
                        .isEqualTo(status));
    }
}
