package dev.hedgerow.source;

import static dev.hedgerow.Calls.text;
import static dev.hedgerow.source.SourceCalls.SCHEMAS;
import static dev.hedgerow.source.SourceCalls.SOURCES;
import static dev.hedgerow.source.SourceCalls.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.connector.CuttableProxy;
import dev.hedgerow.connector.mysql.SourceMariaDb;
import dev.hedgerow.database.SourcePostgres;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Tables that are never copied, queried where they are, over HTTP. */
@ServerTest
class DirectQueryTest {

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    SourceCalls calls;
    SourcePostgres.Database database;

    @BeforeEach
    void shop() {
        database = SourcePostgres.shared().database();
        calls = new SourceCalls(http, tenants.create(), database);
        database.execute("""
                CREATE TABLE orders (id bigint PRIMARY KEY, customer int, total numeric(12,2), note text, at timestamptz);
                INSERT INTO orders VALUES (1, 1, 10.50, 'first', '2026-01-01T00:00:00Z'), (2, 2, 20.25, NULL, '2026-01-02T12:00:00Z');
                CREATE TABLE customers (id int PRIMARY KEY, name text);
                INSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace')
                """);
    }

    @Test
    void anAnswerShowsTheSourceAsItIsNow() {
        var id = calls.create(direct("Live shop", List.of()));
        assertThat(answer(id, "select id, toFloat(total), note, at from orders order by id"))
                .hasToString("[[1,10.5,\"first\",\"2026-01-01T00:00:00Z\"],[2,20.25,null,\"2026-01-02T12:00:00Z\"]]");
        database.execute("UPDATE orders SET note = 'now' WHERE id = 2");

        assertThat(answer(id, "select note from orders where id = 2")).hasToString("[[\"now\"]]");
    }

    @Test
    void queriesMeanWhatTheyMeanElsewhere() {
        var id = calls.create(direct("Live shop", List.of()));

        assertThat(answer(id, """
                select c.name, count(), toFloat(sum(o.total)) as spent
                  from orders o join customers c on c.id = o.customer
                 where o.at >= '2026-01-01' and o.at < now() and c.name in ('Ada', 'Grace')
                 group by c.name
                 order by spent desc
                """)).hasToString("[[\"Grace\",1,20.25],[\"Ada\",1,10.5]]");
        assertThat(answer(id, "select count() from orders")).hasToString("[[2]]");
        assertThat(answer(id, "with o as (select * from orders) select count() from o a cross join o b"))
                .hasToString("[[4]]");
        assertThat(answer(id, "select name from customers where id in (select customer from orders where id = 1)"))
                .hasToString("[[\"Ada\"]]");
    }

    @Test
    void aDirectSourceIsNeverSyncedWhateverWasSaidOfItsTables() {
        var id = calls.create(direct(
                " Live shop ",
                List.of(
                        table("orders", "sync_type", "full_refresh", "sync_time_of_day", "10:00:00"),
                        table("customers", "should_sync", false))));

        var shown = text(calls.get(SOURCES + id));
        assertThat(JsonPath.<String>read(shown, "$.prefix")).isEqualTo("Live shop");
        assertThat(JsonPath.<String>read(shown, "$.access_method")).isEqualTo("direct");
        assertThat(JsonPath.<String>read(shown, "$.engine")).isEqualTo("postgres");
        assertThat(JsonPath.<String>read(shown, "$.status")).isEqualTo("Completed");
        assertThat(calls.<String>schema(id, "orders", "sync_type")).isNull();
        assertThat(calls.<String>schema(id, "orders", "sync_time_of_day")).isNull();
        assertThat(calls.<String>schema(id, "orders", "table.hogql_name")).isEqualTo("orders");
        assertThat(calls.<List<Object>>schema(id, "orders", "table.columns")).hasSize(5);
        assertThat(calls.<Object>schema(id, "customers", "table")).isNull();
        assertThat(text(calls.get(SOURCES + id + "/jobs/"))).isEqualTo("[]");
        assertThat(refusal(id, "select 1 from customers")).contains("customers");
    }

    @Test
    void connectionsListWhatCanBeAskedAndSchemasSwitchTablesOnAndOff() {
        var id = calls.create(direct("Live shop", List.of(table("orders"))));
        calls.create(calls.source("synced", List.of(table("orders", "should_sync", false))));

        var connections = text(calls.get(SOURCES + "connections/"));
        assertThat(JsonPath.<List<String>>read(connections, "$.results[*].id")).containsExactly(id);
        assertThat(JsonPath.<List<Boolean>>read(connections, "$.results[*].supports_hogql"))
                .containsExactly(true);

        var schema = SCHEMAS + calls.schema(id, "orders", "id");
        calls.send(PATCH, schema, "{\"should_sync\": false}").expectStatus().isOk();
        assertThat(refusal(id, "select 1 from orders")).contains("orders");
        calls.send(PATCH, schema, "{\"should_sync\": true, \"enabled_columns\": [\"note\"]}")
                .expectStatus()
                .isOk();
        assertThat(answer(id, "select * from orders where id = 1")).hasToString("[[1,\"first\"]]");
        assertThat(refusal(id, "select total from orders")).contains("total");
        calls.send(DELETE, schema + "/delete_data/", "").expectStatus().isOk();
        assertThat(calls.<Boolean>schema(id, "orders", "should_sync")).isFalse();
    }

    @Test
    void newTablesAndColumnsShowAfterALook() {
        var id = calls.create(direct("Live shop", List.of()));
        database.execute("CREATE TABLE extra (id int); ALTER TABLE orders ALTER COLUMN note TYPE int USING 1");

        assertThat(refusal(id, "select note from orders"))
                .isEqualTo("The columns of orders have changed. Refresh the schemas of its source.");
        assertThat(text(calls.send(POST, SOURCES + id + "/reload/", "")))
                .isEqualTo("{\"added\":1,\"deleted\":0,\"auto_enabled\":0,\"total_tables_seen\":3}");

        assertThat(answer(id, "select note from orders where id = 1")).hasToString("[[1]]");
        assertThat(calls.<Boolean>schema(id, "extra", "should_sync")).isFalse();
    }

    @Test
    void aSyncedSourceThatSaysSoCanBeAskedTooAndHidesWhatItsSyncsLeaveOut() {
        var orders = table(
                "orders",
                "sync_type",
                "full_refresh",
                "row_filters",
                List.of(Map.of("column", "id", "operator", ">", "value", 1)));
        var id = calls.create(calls.source("shop", List.of(orders)));
        assertThat(refusal(id, "select id from orders")).contains("cannot be queried directly");

        calls.send(PATCH, SOURCES + id, "{\"direct_query_enabled\": true}")
                .expectStatus()
                .isOk();

        assertThat(answer(id, "select id from orders")).hasToString("[[2]]");
        assertThat(JsonPath.<List<String>>read(text(calls.get(SOURCES + "connections/")), "$.results[*].id"))
                .containsExactly(id);
    }

    /** A view that fails on row 3 shows that the source itself left the row out. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id < 3 and at > now() - interval 30 year
            id in (1, 2)
            note = 'a'
            day = '2026-01-01'
            at < toDateTime('2026-01-03 00:00:00')
            ref = '00000000-0000-0000-0000-000000000001'
            price <= 2 and paid = true
            """)
    void conditionsAreCheckedByTheSource(String condition) {
        database.execute("""
                CREATE TABLE t (id int, note text, day date, at timestamptz, ref uuid, price numeric, paid boolean);
                INSERT INTO t VALUES (1, 'a', '2026-01-01', '2026-01-01', '00000000-0000-0000-0000-000000000001', 1, true),
                                     (3, 'b', '2026-02-01', '2026-02-01', '00000000-0000-0000-0000-000000000002', 3, false);
                CREATE VIEW fragile AS SELECT *, 1 / (id - 3) AS value FROM t
                """);
        var id = calls.create(direct("Live shop", List.of()));

        assertThat(refusal(id, "select sum(value) from fragile")).contains("division by zero");
        assertThat(answer(id, "select id from fragile where value < 5 and " + condition))
                .hasToString("[[1]]");
    }

    @Test
    void theSourceStopsWhenTheQueryHasEnough() {
        database.execute("CREATE VIEW endless AS SELECT generate_series(1, 1000000000000) AS n");
        var id = calls.create(direct("Live shop", List.of(table("endless"))));

        assertThat(answer(id, "select n from endless limit 2")).hasToString("[[1],[2]]");
        assertThat(answer(id, "select n from endless")).hasSize(100);
        awaitNothingRuns();
    }

    @Test
    void aCancelledQueryEndsAtTheSource() {
        database.execute(
                "CREATE VIEW slow AS SELECT n, pg_sleep(0.01)::text AS s FROM generate_series(1, 100000) AS n");
        var id = calls.create(direct("Live shop", List.of(table("slow"))));
        var body = SourceCalls.JSON.writeValueAsString(Map.of(
                "query",
                Map.of("kind", "HogQLQuery", "query", "select max(n), max(s) from slow", "connectionId", id),
                "refresh",
                "force_async",
                "client_query_id",
                "slow_one"));
        calls.send(POST, "query/", body).expectStatus().isAccepted();
        await().atMost(Duration.ofSeconds(20)).until(() -> running() == 1);

        calls.send(DELETE, "query/slow_one/", "").expectStatus().isOk();

        awaitNothingRuns();
    }

    @Test
    void nothingCanBeChangedFromHere() {
        database.execute("""
                CREATE FUNCTION spoil() RETURNS int LANGUAGE sql VOLATILE AS 'DELETE FROM orders RETURNING 1';
                CREATE VIEW spoiler AS SELECT spoil() AS n
                """);
        var id = calls.create(direct("Live shop", List.of()));

        assertThat(refusal(id, "select n from spoiler")).contains("read-only");
        assertThat(answer(id, "select count() from orders")).hasToString("[[2]]");
    }

    @Test
    void aSourceThatCannotBeReachedIsSaidSoWithoutItsSecrets() throws Exception {
        try (var proxy = new CuttableProxy(
                Integer.parseInt(String.valueOf(database.settings().get("port"))))) {
            var id = calls.create(direct("Live shop", List.of(), Map.of("port", proxy.port())));
            proxy.cutAfter(0);

            var answer = text(ask(id, "select id from orders").expectStatus().isEqualTo(503));

            assertThat(answer).contains("Postgres").doesNotContain(SourcePostgres.PASSWORD);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"source_type": "Postgres", "payload": {}, "access_method": "direct"}               | Name is required for direct query sources
            {"source_type": "Postgres", "payload": {}, "access_method": "direct", "prefix": " "} | Name is required for direct query sources
            {"source_type": "Ashby", "payload": {}, "access_method": "direct", "prefix": "a"}   | Direct query mode is currently supported only for
            """)
    void whatADirectSourceNeedsIsSaid(String body, String message) {
        for (var path : List.of(SOURCES, SOURCES + "source_prefix/")) {
            assertThat(JsonPath.<String>read(
                            text(calls.send(POST, path, body).expectStatus().isBadRequest()), "$.message"))
                    .startsWith(message);
        }
    }

    @Test
    void directSourcesMayShareANameWhichCanBeChanged() {
        var one = calls.create(direct("Live shop", List.of()));
        calls.create(direct("Live shop", List.of()));

        var renamed = text(calls.send(PATCH, SOURCES + one, "{\"prefix\": \"Other shop\"}")
                .expectStatus()
                .isOk());
        assertThat(JsonPath.<String>read(renamed, "$.prefix")).isEqualTo("Other shop");
        for (var body : List.of("{\"prefix\": \" \"}", "{\"auto_sync_new_schemas\": true}")) {
            calls.send(PATCH, SOURCES + one, body).expectStatus().isBadRequest();
        }
    }

    @Test
    void aConnectionThatIsNotTheirsIsNoneToOthers() {
        var id = calls.create(direct("Live shop", List.of()));
        var stranger = new SourceCalls(http, tenants.create(), database);

        for (var connection : List.of(id, "00000000-0000-4000-8000-000000000000")) {
            assertThat(JsonPath.<String>read(
                            text(ask(stranger, connection, "select 1 from orders")
                                    .expectStatus()
                                    .isBadRequest()),
                            "$.detail"))
                    .isEqualTo("Connection %s does not exist, or its source cannot be queried directly."
                            .formatted(connection));
        }
        assertThat(text(ask(calls, "nonsense", "select 1").expectStatus().isBadRequest()))
                .contains("query.connectionId");
    }

    @Test
    void mySqlIsAskedInTheSameLanguage() {
        var other = SourceMariaDb.shared().database();
        other.execute("CREATE TABLE orders (id int PRIMARY KEY, note varchar(20), at datetime)");
        other.execute("INSERT INTO orders VALUES (1, 'a', '2026-01-01 00:00:00'), (2, 'A', '2026-01-02 00:00:00')");
        var body = SourceCalls.JSON.writeValueAsString(Map.of(
                "source_type", "MySQL", "access_method", "direct", "prefix", "Live", "payload", other.settings()));
        var id = calls.create(body);

        assertThat(answer(id, "select id from orders where note = 'a' and at < '2026-02-01'"))
                .hasToString("[[1]]");
        assertThat(JsonPath.<String>read(text(calls.get(SOURCES + id)), "$.engine"))
                .isEqualTo("mysql");
    }

    private String direct(String name, List<Map<String, Object>> tables) {
        return direct(name, tables, Map.of());
    }

    private String direct(String name, List<Map<String, Object>> tables, Map<String, Object> settings) {
        var payload = new HashMap<>(database.settings());
        payload.put("schema", "public");
        payload.putAll(settings);
        if (!tables.isEmpty()) {
            payload.put("schemas", tables);
        }
        return SourceCalls.JSON.writeValueAsString(
                Map.of("source_type", "Postgres", "access_method", "direct", "prefix", name, "payload", payload));
    }

    private ResponseSpec ask(String connection, String hogql) {
        return ask(calls, connection, hogql);
    }

    private static ResponseSpec ask(SourceCalls calls, String connection, String hogql) {
        var query = Map.of("kind", "HogQLQuery", "query", hogql, "connectionId", connection);
        return calls.send(POST, "query/", SourceCalls.JSON.writeValueAsString(Map.of("query", query)));
    }

    private List<List<Object>> answer(String connection, String hogql) {
        return JsonPath.read(text(ask(connection, hogql).expectStatus().isOk()), "$.results");
    }

    private String refusal(String connection, String hogql) {
        return JsonPath.read(text(ask(connection, hogql).expectStatus().isBadRequest()), "$.detail");
    }

    private void awaitNothingRuns() {
        await().atMost(Duration.ofSeconds(20)).until(() -> running() == 0);
    }

    /** Readers of ours in the source. */
    private long running() throws java.sql.SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var count = statement.executeQuery("""
                        SELECT count(*)
                          FROM pg_stat_activity
                         WHERE datname = current_database() AND application_name = 'Hedgerow'
                        """)) {
            count.next();
            return count.getLong(1);
        }
    }
}
