package dev.hedgerow.source;

import static dev.hedgerow.source.SourceCalls.SCHEMAS;
import static dev.hedgerow.source.SourceCalls.incremental;
import static dev.hedgerow.source.SourceCalls.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.POST;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.database.SourcePostgres;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

/** What people have suffered from elsewhere, each under its number in the list of pains. */
@ServerTest
class SyncPainsTest {

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    SourceCalls calls;
    SourcePostgres.Database database;

    @BeforeEach
    void source() {
        database = SourcePostgres.shared().database();
        calls = new SourceCalls(http, tenants.create(), database);
    }

    @Test
    @Tag("pain-9")
    void theRunAfterTheFirstAddsNothingThatIsThere() {
        database.execute("""
                CREATE TABLE t (id int PRIMARY KEY, at timestamptz);
                INSERT INTO t SELECT n, '2026-01-01' FROM generate_series(1, 1000) AS n
                """);
        var id = synced(incremental("t", "at", "timestamp"));

        reload(id);
        reload(id);

        assertThat(calls.query("select count(), uniqExact(id) from postgres.t")).hasToString("[[1000,1000]]");
    }

    @Test
    @Tag("pain-12")
    void aViewIsSyncedByTheKeyThatWasChosenForIt() {
        database.execute("""
                CREATE TABLE base (code text, version int, at timestamptz);
                INSERT INTO base VALUES ('a', 1, '2026-01-01'), ('a', 2, '2026-01-02'), ('b', 1, '2026-01-03');
                CREATE VIEW t AS SELECT code, version, at FROM base
                """);
        var view = new HashMap<>(incremental("t", "at", "timestamp"));
        view.put("primary_key_columns", List.of("code", "version"));
        var id = synced(view);
        database.execute("UPDATE base SET at = '2026-02-01' WHERE code = 'a' AND version = 2");

        reload(id);

        assertThat(calls.query("select code, version, toDate(at) from postgres.t order by code, version"))
                .hasToString("[[\"a\",1,\"2026-01-01\"],[\"a\",2,\"2026-02-01\"],[\"b\",1,\"2026-01-03\"]]");
    }

    @Test
    @Tag("pain-14")
    void theFirstRowsDoNotDecideTheTypes() {
        database.execute("""
                CREATE TABLE t (id int PRIMARY KEY, price numeric, at timestamptz);
                INSERT INTO t VALUES (1, 0, '2026-01-01')
                """);
        var id = synced(incremental("t", "at", "timestamp"));
        database.execute("INSERT INTO t VALUES (2, 19.99, '2026-01-02')");

        reload(id);

        assertThat(calls.query("select id, toString(price) from postgres.t order by id"))
                .hasToString("[[1,\"0\"],[2,\"19.99\"]]");
    }

    @Test
    @Tag("pain-15")
    void aColumnOfJsonStaysOneWhenAllOfARunIsNull() {
        database.execute("""
                CREATE TABLE t (id int PRIMARY KEY, doc jsonb, at timestamptz);
                INSERT INTO t VALUES (1, NULL, '2026-01-01')
                """);
        var id = synced(incremental("t", "at", "timestamp"));
        database.execute("INSERT INTO t VALUES (2, '{\"a\": {\"b\": 5}}', '2026-01-02')");
        reload(id);
        database.execute("INSERT INTO t VALUES (3, NULL, '2026-01-03')");

        reload(id);

        assertThat(calls.query("select id, doc.a.b from postgres.t order by id"))
                .hasToString("[[1,null],[2,\"5\"],[3,null]]");
    }

    @Test
    @Tag("pain-16")
    void oneGiantNumberMakesAColumnTextAndNothingElse() {
        var giant = "1" + "0".repeat(60);
        database.execute("""
                CREATE TABLE t (id int PRIMARY KEY, amount numeric, other numeric, at timestamptz);
                INSERT INTO t VALUES (1, 1.5, 2.5, '2026-01-01')
                """);
        var id = synced(incremental("t", "at", "timestamp"));
        database.execute("INSERT INTO t VALUES (2, %s, 3.5, '2026-01-02')".formatted(giant));

        reload(id);

        assertThat(calls.query("select amount, toFloat(other) from postgres.t order by id"))
                .hasToString("[[\"1.5\",2.5],[\"%s\",3.5]]".formatted(giant));
    }

    @Test
    @Tag("pain-17")
    void momentsAreThoseOfTheSourceWhateverItsZoneIs() {
        database.execute("""
                SET TIME ZONE 'America/New_York';
                CREATE TABLE t (id int PRIMARY KEY, zoned timestamptz, plain timestamp, day date);
                INSERT INTO t VALUES (1, '2026-03-08 03:30', '2026-03-08 02:30', '2026-03-08'),
                                     (2, '2026-11-01 01:30-04', '2026-11-01 01:30', '2026-11-01'),
                                     (3, '2026-11-01 01:30-05', '2026-11-01 01:30', '2026-11-01')
                """);
        synced(table("t", "sync_type", "full_refresh"));

        assertThat(calls.query("select toString(zoned), toString(plain), day from postgres.t order by id"))
                .hasToString("""
                        [["2026-03-08 07:30:00","2026-03-08 02:30:00","2026-03-08"],\
                        ["2026-11-01 05:30:00","2026-11-01 01:30:00","2026-11-01"],\
                        ["2026-11-01 06:30:00","2026-11-01 01:30:00","2026-11-01"]]""");
    }

    private String synced(java.util.Map<String, Object> table) {
        var id = calls.create(calls.source("", List.of(table)));
        awaitCompleted(id);
        return id;
    }

    private void reload(String source) {
        calls.send(POST, SCHEMAS + calls.schema(source, "t", "id") + "/reload/", "")
                .expectStatus()
                .isOk();
        awaitCompleted(source);
    }

    private void awaitCompleted(String source) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(calls.<String>schema(source, "t", "status"))
                        .as(String.valueOf(calls.<String>schema(source, "t", "latest_error")))
                        .isEqualTo("Completed"));
    }
}
