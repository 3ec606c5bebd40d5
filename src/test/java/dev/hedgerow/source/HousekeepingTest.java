package dev.hedgerow.source;

import static dev.hedgerow.Calls.text;
import static dev.hedgerow.source.SourceCalls.SCHEMAS;
import static dev.hedgerow.source.SourceCalls.SOURCES;
import static dev.hedgerow.source.SourceCalls.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.database.SourcePostgres;
import dev.hedgerow.worker.FinishedRuns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/** What happens without anybody asking. */
@ServerTest
class HousekeepingTest {

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    List<FinishedRuns> histories;

    @Autowired
    Rediscovery rediscovery;

    SourceCalls calls;
    SourcePostgres.Database database;

    @BeforeEach
    void source() {
        database = SourcePostgres.shared().database();
        calls = new SourceCalls(http, tenants.create(), database);
        database.execute("CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders VALUES (1)");
    }

    @Test
    void oldSyncsAreForgottenButForTheNewest() {
        var id = calls.create(calls.source("", List.of(table("orders", "sync_type", "full_refresh"))));
        for (int run = 1; run <= 3; run++) {
            awaitRuns(id, run);
            if (run < 3) {
                calls.send(POST, SCHEMAS + calls.schema(id, "orders", "id") + "/reload/", "")
                        .expectStatus()
                        .isOk();
            }
        }
        assertThat(forget("2020-01-01T00:00:00Z")).isZero();
        jdbc.sql("""
                        UPDATE external_data_job
                           SET created_at = created_at - interval '40 years', finished_at = created_at - interval '40 years'
                         WHERE source_id = :source
                        """).param("source", UUID.fromString(id)).update();

        assertThat(forget("1999-01-01T00:00:00Z")).isEqualTo(2);

        var jobs = text(calls.get(SOURCES + id + "/jobs/"));
        assertThat(JsonPath.<List<String>>read(jobs, "$[*].status")).containsExactly("Completed");
        var logs = text(calls.get(SCHEMAS + calls.schema(id, "orders", "id") + "/logs/?search=completed"));
        assertThat(JsonPath.<List<String>>read(logs, "$[*].message")).hasSize(1);
    }

    @Test
    void newTablesAreFoundAndSyncedOnlyIfTheSourceSaysSo() {
        var id = calls.create(calls.source("", List.of(table("orders", "should_sync", false))));
        database.execute("CREATE TABLE wanted_1 (id int PRIMARY KEY); CREATE TABLE other (id int); DROP TABLE orders");
        calls.send(
                        PATCH,
                        SOURCES + id,
                        "{\"auto_sync_new_schemas\": true, \"auto_sync_schema_patterns\": [\"wanted_*\"]}")
                .expectStatus()
                .isOk();

        rediscovery.look(UUID.fromString(id));

        assertThat(calls.<Boolean>schema(id, "wanted_1", "should_sync")).isTrue();
        assertThat(calls.<Boolean>schema(id, "other", "should_sync")).isFalse();
        assertThat(calls.<String>schema(id, "orders", "id")).isNotNull();
        await().atMost(Duration.ofSeconds(30)).until(() -> "Completed".equals(calls.schema(id, "wanted_1", "status")));
    }

    private int forget(String before) {
        return histories.stream()
                .mapToInt(history -> history.forget(Instant.parse(before), 1000))
                .sum();
    }

    private void awaitRuns(String source, int runs) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(JsonPath.<List<String>>read(
                                text(calls.get(SOURCES + source + "/jobs/")), "$[*].status"))
                        .hasSize(runs)
                        .containsOnly("Completed"));
    }
}
