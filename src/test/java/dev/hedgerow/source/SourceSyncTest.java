package dev.hedgerow.source;

import static dev.hedgerow.Calls.text;
import static dev.hedgerow.source.SourceCalls.SCHEMAS;
import static dev.hedgerow.source.SourceCalls.SOURCES;
import static dev.hedgerow.source.SourceCalls.incremental;
import static dev.hedgerow.source.SourceCalls.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.Concurrently;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.database.SourcePostgres;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Rows from a live PostgreSQL to the answer of a query, over HTTP. */
@ServerTest
class SourceSyncTest {

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
        database.execute("""
                CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12,2), note text, updated_at timestamptz NOT NULL);
                INSERT INTO orders VALUES (1, 10.50, 'first', '2026-01-01T00:00:00Z'), (2, 20.25, NULL, '2026-01-02T00:00:00Z')
                """);
    }

    @Test
    void aTableIsQueryableUnderItsNameAfterItsFirstSync() {
        var id = calls.create(calls.source("shop", List.of(table("orders", "sync_type", "full_refresh"))));

        awaitStatus(id, "orders", "Completed");

        assertThat(calls.query("select id, toFloat(total), note from postgres.shop.orders order by id"))
                .hasToString("[[1,10.5,\"first\"],[2,20.25,null]]");
        assertThat(calls.<Integer>schema(id, "orders", "table.row_count")).isEqualTo(2);
        assertThat(calls.<String>schema(id, "orders", "table.hogql_name")).isEqualTo("postgres.shop.orders");
        assertThat(calls.<String>schema(id, "orders", "table.name")).isEqualTo("shoppostgres_orders");
    }

    @Test
    void aFullRefreshShowsTheSourceAsItIsAndItsJobs() {
        var id = calls.create(calls.source("", List.of(table("orders", "sync_type", "full_refresh"))));
        awaitStatus(id, "orders", "Completed");
        database.execute("DELETE FROM orders WHERE id = 1; INSERT INTO orders VALUES (3, 1, 'third', now())");

        reload(id, "orders");

        assertThat(ids("postgres.orders")).containsExactly(2, 3);
        var jobs = text(calls.get(SOURCES + id + "/jobs/").expectStatus().isOk());
        assertThat(JsonPath.<List<String>>read(jobs, "$[*].status")).containsExactly("Completed", "Completed");
        assertThat(JsonPath.<List<Integer>>read(jobs, "$[*].rows_synced")).containsExactly(2, 2);
    }

    @Test
    @Tag("pain-10")
    void rowsThatComeLateWithAnEqualOrEarlierCursorAreNotLost() {
        var id = calls.create(calls.source("", List.of(incremental("orders", "updated_at", "timestamp"))));
        awaitStatus(id, "orders", "Completed");
        database.execute("""
                INSERT INTO orders VALUES (3, 1, 'equal', '2026-01-02T00:00:00Z'), (4, 1, 'late', '2026-01-01T23:58:00Z');
                UPDATE orders SET note = 'changed', updated_at = '2026-01-03T00:00:00Z' WHERE id = 1
                """);

        reload(id, "orders");

        assertThat(calls.query("select id, note from postgres.orders order by id"))
                .hasToString("[[1,\"changed\"],[2,null],[3,\"equal\"],[4,\"late\"]]");
    }

    @Test
    @Tag("pain-10")
    void rowsWithoutACursorValueAreNotLost() {
        database.execute(
                "CREATE TABLE visits (id int PRIMARY KEY, at timestamptz); INSERT INTO visits VALUES (1, now())");
        var id = calls.create(calls.source("", List.of(incremental("visits", "at", "timestamp"))));
        awaitStatus(id, "visits", "Completed");
        database.execute("INSERT INTO visits VALUES (2, NULL)");

        reload(id, "visits");

        assertThat(ids("postgres.visits")).containsExactly(1, 2);
    }

    @Test
    @Tag("pain-9")
    void appendedRowsKeepTheirHistoryAndComeOnce() {
        var append = table(
                "orders",
                "sync_type",
                "append",
                "incremental_field",
                "updated_at",
                "incremental_field_type",
                "timestamp");
        var id = calls.create(calls.source("", List.of(append)));
        awaitStatus(id, "orders", "Completed");
        database.execute("UPDATE orders SET note = 'second', updated_at = '2026-01-05T00:00:00Z' WHERE id = 2");

        reload(id, "orders");
        reload(id, "orders");

        assertThat(ids("postgres.orders")).containsExactly(1, 2, 2);
    }

    @Test
    @Tag("pain-13")
    void newColumnsAppearWithTheValuesOldRowsHaveToo() {
        var id = calls.create(calls.source("", List.of(incremental("orders", "updated_at", "timestamp"))));
        awaitStatus(id, "orders", "Completed");
        database.execute("ALTER TABLE orders ADD COLUMN paid boolean DEFAULT true, DROP COLUMN note");

        reload(id, "orders");

        assertThat(calls.query("select id, paid, note from postgres.orders order by id"))
                .hasToString("[[1,true,\"first\"],[2,true,null]]");
    }

    @Test
    @Tag("pain-13")
    void typesWidenInPlace() {
        var id = calls.create(calls.source("", List.of(incremental("orders", "updated_at", "timestamp"))));
        awaitStatus(id, "orders", "Completed");
        database.execute("""
                ALTER TABLE orders ALTER COLUMN total TYPE numeric(20,4);
                INSERT INTO orders VALUES (3, 1234567890123456.7891, 'wide', '2026-02-01T00:00:00Z')
                """);

        reload(id, "orders");

        assertThat(calls.query("select toString(total) from postgres.orders order by id"))
                .hasToString("[[\"10.5\"],[\"20.25\"],[\"1234567890123456.7891\"]]");
    }

    @Test
    @Tag("pain-13")
    void aTypeThatCannotHoldWhatIsThereFailsWithTheOldRowsIntact() {
        var id = calls.create(calls.source("", List.of(incremental("orders", "updated_at", "timestamp"))));
        awaitStatus(id, "orders", "Completed");
        database.execute("ALTER TABLE orders ALTER COLUMN total TYPE boolean USING true");

        start(id, "orders");
        awaitStatus(id, "orders", "Failed");

        assertThat(calls.<String>schema(id, "orders", "latest_error"))
                .contains("Column total")
                .contains("Resync");
        assertThat(calls.<Boolean>schema(id, "orders", "should_sync")).isFalse();
        assertThat(ids("postgres.orders")).containsExactly(1, 2);
    }

    @Test
    @Tag("pain-10")
    void aKeyThatIsNoneIsSaidSoInsteadOfLosingRows() {
        database.execute(
                "CREATE TABLE lines (id int, at timestamptz); INSERT INTO lines VALUES (1, now()), (1, now())");
        var id = calls.create(calls.source("", List.of(incremental("lines", "at", "timestamp"))));

        awaitStatus(id, "lines", "Failed");

        assertThat(calls.<String>schema(id, "lines", "latest_error"))
                .contains("Several rows of lines have the same id");
    }

    @Test
    void anEmptyTableIsATable() {
        database.execute("CREATE TABLE nothing (id int PRIMARY KEY, at timestamptz)");
        var id = calls.create(calls.source("", List.of(incremental("nothing", "at", "timestamp"))));
        awaitStatus(id, "nothing", "Completed");
        assertThat(ids("postgres.nothing")).isEmpty();
        database.execute("INSERT INTO nothing VALUES (1, now())");

        reload(id, "nothing");

        assertThat(ids("postgres.nothing")).containsExactly(1);
    }

    @Test
    void aHundredAndFiftyColumnsAndOddNamesAreFine() {
        var columns = new StringBuilder("id int PRIMARY KEY");
        for (int i = 1; i < 150; i++) {
            columns.append(", c").append(i).append(" int DEFAULT ").append(i);
        }
        database.execute("CREATE TABLE wide (%s); INSERT INTO wide (id) VALUES (1)".formatted(columns));
        database.execute("CREATE TABLE \"Order \"\" Lines é\" (id int PRIMARY KEY, \"sel ect\" text)");
        database.execute("INSERT INTO \"Order \"\" Lines é\" VALUES (1, 'x')");
        var id = calls.create(calls.source("", List.of(table("wide"), table("Order \" Lines é"))));

        awaitStatus(id, "wide", "Completed");
        awaitStatus(id, "Order \\\" Lines é", "Completed");

        assertThat(calls.query("select c149 from postgres.wide")).hasToString("[[149]]");
        assertThat(calls.query("select `sel ect` from postgres.`order \" lines é`"))
                .hasToString("[[\"x\"]]");
    }

    @Test
    @Tag("pain-19")
    void twoSourcesWithTheSameTablesDoNotTouchEachOther() {
        var other = SourcePostgres.shared().database();
        other.execute("CREATE TABLE orders (id bigint PRIMARY KEY); INSERT INTO orders VALUES (9)");
        var one = calls.create(calls.source("one", List.of(table("orders"))));
        var two = new SourceCalls(http, calls.tenant(), other)
                .create(new SourceCalls(http, calls.tenant(), other).source("two", List.of(table("orders"))));
        awaitStatus(one, "orders", "Completed");
        awaitStatus(two, "orders", "Completed");

        assertThat(ids("postgres.one.orders")).containsExactly(1, 2);
        assertThat(ids("postgres.two.orders")).containsExactly(9);

        calls.send(DELETE, SOURCES + one, "").expectStatus().isNoContent();

        assertThat(ids("postgres.two.orders")).containsExactly(9);
        calls.send(
                        POST,
                        "query/",
                        "{\"query\": {\"kind\": \"HogQLQuery\", \"query\": \"select 1 from postgres.one.orders\"}}")
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void twentyRequestsAtOnceAreOneRun() throws Exception {
        var id = calls.create(calls.source("", List.of(table("orders", "should_sync", false))));
        calls.send(PATCH, SCHEMAS + calls.schema(id, "orders", "id"), "{\"sync_type\": \"full_refresh\"}")
                .expectStatus()
                .isOk();

        Concurrently.run(20, () -> start(id, "orders"));
        awaitStatus(id, "orders", "Completed");

        assertThat(JsonPath.<List<Object>>read(text(calls.get(SOURCES + id + "/jobs/")), "$"))
                .hasSize(1);
    }

    @Test
    void aTableThatIsGoneSwitchesTheSchemaOffAndKeepsItsRows() {
        var id = calls.create(calls.source("", List.of(table("orders"))));
        awaitStatus(id, "orders", "Completed");
        database.execute("DROP TABLE orders");

        start(id, "orders");
        awaitStatus(id, "orders", "Failed");

        assertThat(calls.<String>schema(id, "orders", "latest_error")).contains("orders does not exist");
        assertThat(calls.<Boolean>schema(id, "orders", "should_sync")).isFalse();
        assertThat(ids("postgres.orders")).containsExactly(1, 2);
    }

    @Test
    @Tag("pain-11")
    void switchingFromFullToIncrementalLeavesNoGap() {
        var id = calls.create(calls.source("", List.of(table("orders", "sync_type", "full_refresh"))));
        awaitStatus(id, "orders", "Completed");
        database.execute("INSERT INTO orders VALUES (3, 1, 'backdated', '2020-01-01T00:00:00Z')");
        calls.send(PATCH, SCHEMAS + calls.schema(id, "orders", "id"), """
                {"sync_type": "incremental", "incremental_field": "updated_at", "incremental_field_type": "timestamp"}
                """)
                .expectStatus()
                .isOk();

        reload(id, "orders");

        assertThat(ids("postgres.orders")).containsExactly(1, 2, 3);
    }

    @Test
    void xminFollowsRowsThatHaveNoCursor() {
        database.execute(
                "CREATE TABLE tags (id int PRIMARY KEY, name text); INSERT INTO tags VALUES (1, 'a'), (2, 'b')");
        var id = calls.create(calls.source("", List.of(table("tags", "sync_type", "xmin"))));
        awaitStatus(id, "tags", "Completed");
        database.execute("UPDATE tags SET name = 'c' WHERE id = 1; INSERT INTO tags VALUES (3, 'd')");

        reload(id, "tags");

        assertThat(calls.query("select id, name from postgres.tags order by id"))
                .hasToString("[[1,\"c\"],[2,\"b\"],[3,\"d\"]]");
    }

    @Test
    void whatSyncsSaidCanBeReadAndSearched() {
        var id = calls.create(calls.source("", List.of(table("orders"))));
        awaitStatus(id, "orders", "Completed");

        var logs = text(calls.get(SCHEMAS + calls.schema(id, "orders", "id") + "/logs/?search=completed&level=info"));

        assertThat(JsonPath.<List<String>>read(logs, "$[*].message"))
                .containsExactly("Completed: 2 rows read, 2 in the table");
    }

    @Test
    void deletingTheDataKeepsTheSchema() {
        var id = calls.create(calls.source("", List.of(table("orders"))));
        awaitStatus(id, "orders", "Completed");
        var schema = SCHEMAS + calls.schema(id, "orders", "id");

        calls.send(DELETE, schema + "/delete_data/", "")
                .expectStatus()
                .isOk()
                .expectBody()
                .isEmpty();

        var shown = text(calls.get(schema));
        assertThat(JsonPath.<Object>read(shown, "$.table")).isNull();
        assertThat(JsonPath.<Object>read(shown, "$.status")).isNull();
        assertThat(JsonPath.<Boolean>read(shown, "$.should_sync")).isTrue();
        reload(id, "orders");
        assertThat(ids("postgres.orders")).containsExactly(1, 2);
    }

    private List<Integer> ids(String table) {
        return calls.query("select id from %s order by id".formatted(table)).stream()
                .map(row -> (Integer) row.getFirst())
                .toList();
    }

    private Object start(String source, String table) {
        calls.send(POST, SCHEMAS + calls.schema(source, table, "id") + "/reload/", "")
                .expectStatus()
                .isOk();
        return source;
    }

    private void reload(String source, String table) {
        start(source, table);
        awaitStatus(source, table, "Completed");
    }

    private void awaitStatus(String source, String table, String status) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    var error = calls.<String>schema(source, table, "latest_error");
                    assertThat(calls.<String>schema(source, table, "status"))
                            .as(String.valueOf(error))
                            .isEqualTo(status);
                });
    }
}
