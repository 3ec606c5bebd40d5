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
import dev.hedgerow.Concurrently;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.database.SourcePostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Changes of a live PostgreSQL that show in the answers of queries, over HTTP. */
@ServerTest
class CdcTest {

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    SourceCalls calls;
    CdcCalls cdc;
    SourcePostgres.Database database;

    @BeforeEach
    void source() {
        database = SourcePostgres.shared().database();
        calls = new SourceCalls(http, tenants.create(), database);
        cdc = new CdcCalls(calls);
        database.execute("""
                CREATE TABLE items (id bigint PRIMARY KEY, name text, price numeric(10,2));
                INSERT INTO items VALUES (1, 'tea', 2.50), (2, 'milk', 1)
                """);
    }

    /** Slots are few, and each keeps the log of the whole server. */
    @AfterEach
    void dropSlots() {
        cdc.deleteSources();
    }

    @Test
    void changesShowAsTheyAreMade() {
        var id = cdc.create("consolidated");
        cdc.assertRows("[[1,\"tea\",2.5],[2,\"milk\",1.0]]");

        database.execute("INSERT INTO items VALUES (3, 'bread', 3); UPDATE items SET price = 9 WHERE id = 1");
        cdc.assertRows("[[1,\"tea\",9.0],[2,\"milk\",1.0],[3,\"bread\",3.0]]");

        database.execute("DELETE FROM items WHERE id = 2; UPDATE items SET id = 4 WHERE id = 3");
        cdc.assertRows("[[1,\"tea\",9.0],[4,\"bread\",3.0]]");

        database.execute("TRUNCATE items; INSERT INTO items VALUES (7, 'last', NULL)");
        cdc.assertRows("[[7,\"last\",null]]");

        var jobs = cdc.jobs(id);
        assertThat(JsonPath.<List<String>>read(jobs, "$[*].status")).containsOnly("Completed");
        assertThat(JsonPath.<List<String>>read(jobs, "$[*].cdc_write_mode")).containsExactly("incremental_merge", null);
        assertThat(JsonPath.<List<Integer>>read(jobs, "$[*].rows_synced")).containsExactly(6, 2);
        assertThat(calls.<Integer>schema(id, "items", "table.row_count")).isEqualTo(1);
        assertThat(calls.<String>schema(id, "items", "status")).isEqualTo("Completed");
    }

    @Test
    void theHistoryHasEveryChange() {
        var id = cdc.create("both");
        database.execute("UPDATE items SET price = 3 WHERE id = 1");
        database.execute("DELETE FROM items WHERE id = 2");
        database.execute("UPDATE items SET id = 5 WHERE id = 1");

        cdc.awaitRows(
                "select _ph_cdc_op, id, name, toFloat(price) from postgres.items_cdc order by _ph_cdc_seq, id", """
                [["snapshot",1,"tea",2.5],["snapshot",2,"milk",1.0],["update",1,"tea",3.0],\
                ["delete",2,null,null],["update",5,"tea",3.0]]""");
        cdc.assertRows("[[5,\"tea\",3.0]]");
        assertThat(JsonPath.<List<String>>read(cdc.jobs(id), "$[*].cdc_write_mode"))
                .containsExactlyInAnyOrder("incremental_merge", "scd2_append", null);
    }

    @Test
    void onlyTheHistoryCanBeKept() {
        var id = cdc.create("cdc_only");
        database.execute("INSERT INTO items VALUES (3, 'bread', 3)");

        cdc.awaitRows("select _ph_cdc_op, id from postgres.items_cdc order by id", """
                [["snapshot",1],["snapshot",2],["insert",3]]""");
        assertThat(calls.<String>schema(id, "items", "table.hogql_name")).isEqualTo("postgres.items_cdc");
        calls.send(POST, "query/", """
                        {"query": {"kind": "HogQLQuery", "query": "select 1 from postgres.items"}}
                        """).expectStatus().isBadRequest();
    }

    @Test
    void largeValuesThatStayAreKept() {
        database.execute("""
                CREATE TABLE notes (id int PRIMARY KEY, body text, n int);
                ALTER TABLE notes ALTER COLUMN body SET STORAGE EXTERNAL;
                INSERT INTO notes VALUES (1, repeat('long ', 2000), 0)
                """);
        cdc.create("notes", "both");
        database.execute("UPDATE notes SET n = 1");
        database.execute("UPDATE notes SET id = 2, n = 2");
        database.execute("BEGIN; UPDATE notes SET n = 3; UPDATE notes SET id = 3; UPDATE notes SET n = 4; COMMIT");

        cdc.awaitRows("select id, n, length(body) from postgres.notes", "[[3,4,10000]]");
        cdc.awaitRows("select id, n, length(body) from postgres.notes_cdc order by _ph_cdc_seq", """
                [[1,0,10000],[1,1,10000],[2,2,10000],[2,3,10000],[3,3,10000],[3,4,10000]]""");
    }

    @Test
    void columnsComeAndGo() {
        var id = cdc.create("consolidated");
        database.execute("ALTER TABLE items ADD COLUMN note text");
        database.execute("UPDATE items SET note = 'hot' WHERE id = 1");
        cdc.awaitRows("select id, note from postgres.items order by id", "[[1,\"hot\"],[2,null]]");
        assertThat(JsonPath.<List<Object>>read(cdc.jobs(id), "$[*]")).hasSize(2);

        database.execute("ALTER TABLE items ADD COLUMN paid boolean DEFAULT true, DROP COLUMN note");
        database.execute("INSERT INTO items VALUES (3, 'bread', 3)");
        cdc.awaitRows("select id, paid from postgres.items order by id", "[[1,true],[2,true],[3,true]]");

        database.execute("ALTER TABLE items ALTER COLUMN price TYPE text USING price::text || ' EUR'");
        database.execute("DELETE FROM items WHERE id = 3");
        cdc.awaitRows("select id, price from postgres.items order by id", "[[1,\"2.50 EUR\"],[2,\"1.00 EUR\"]]");
    }

    @Test
    void aTableWithoutAKeyIsRefused() {
        database.execute("CREATE TABLE keyless (id int)");

        calls.send(POST, SOURCES, cdc.source(List.of(table("keyless", "sync_type", "cdc"))))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.message")
                .isEqualTo("CDC requires a primary key on each table. These have none: keyless");
        assertThat(cdc.slots()).isEmpty();
    }

    @Test
    void aKeyThatIsDroppedIsSaidSo() {
        var id = cdc.create("consolidated");
        database.execute("ALTER TABLE items DROP CONSTRAINT items_pkey");
        database.execute("INSERT INTO items VALUES (3, 'bread', 3)");

        cdc.awaitStatus(id, "items", "Failed");

        assertThat(calls.<String>schema(id, "items", "latest_error")).contains("no primary key any more");
        assertThat(calls.<Boolean>schema(id, "items", "should_sync")).isFalse();
        // Now that it is no longer published, its rows can be changed again.
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
            database.execute("UPDATE items SET price = 0");
            assertThat(cdc.status(id, "$.enabled")).isEqualTo(true);
        });
    }

    @Test
    void aDroppedSlotIsMadeAnewAndTheTableReadAnew() {
        var id = cdc.create("both");
        cdc.dropSlot(id);
        database.execute("INSERT INTO items VALUES (3, 'missed', 3)");
        database.execute("DELETE FROM items WHERE id = 1");

        cdc.assertRows("[[2,\"milk\",1.0],[3,\"missed\",3.0]]");
        database.execute("INSERT INTO items VALUES (4, 'after', 4)");
        cdc.assertRows("[[2,\"milk\",1.0],[3,\"missed\",3.0],[4,\"after\",4.0]]");
        cdc.awaitRows("select _ph_cdc_op, count() from postgres.items_cdc group by _ph_cdc_op order by 1", """
                [["insert",1],["snapshot",4]]""");
        var logs = text(calls.get(SCHEMAS + calls.schema(id, "items", "id") + "/logs/?search=slot"));
        assertThat(JsonPath.<List<String>>read(logs, "$[*].message")).hasSize(1);
    }

    @Test
    void repairingReadsEverythingAnew() {
        var id = cdc.create("consolidated");

        calls.send(POST, SOURCES + id + "/repair_cdc/", "")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"success\": true, \"schemas_reset\": 1}");
        database.execute("INSERT INTO items VALUES (3, 'bread', 3)");

        cdc.assertRows("[[1,\"tea\",2.5],[2,\"milk\",1.0],[3,\"bread\",3.0]]");
    }

    @Test
    void tablesAreAddedWhileOthersAreFollowed() {
        database.execute("CREATE TABLE more (id int PRIMARY KEY, n int); INSERT INTO more VALUES (1, 1)");
        var id = calls.create(cdc.source(List.of(
                table("items", "sync_type", "cdc"), table("more", "should_sync", false, "sync_type", "full_refresh"))));
        cdc.awaitStatus(id, "items", "Completed");

        cdc.patch(id, "more", "{\"sync_type\": \"cdc\", \"should_sync\": true}");
        cdc.awaitStatus(id, "more", "Completed");
        database.execute("UPDATE more SET n = 2; DELETE FROM items WHERE id = 1");

        cdc.awaitRows("select id, n from postgres.more", "[[1,2]]");
        cdc.assertRows("[[2,\"milk\",1.0]]");
    }

    @Test
    void modesCanBeChanged() {
        var id = cdc.create("consolidated");
        cdc.patch(id, "items", "{\"cdc_table_mode\": \"both\"}");
        database.execute("INSERT INTO items VALUES (3, 'bread', 3)");
        cdc.awaitRows("select id from postgres.items_cdc order by id", "[[1],[2],[3]]");

        cdc.patch(id, "items", "{\"cdc_table_mode\": \"consolidated\"}");
        database.execute("DELETE FROM items WHERE id = 3");

        cdc.assertRows("[[1,\"tea\",2.5],[2,\"milk\",1.0]]");
        calls.send(POST, "query/", """
                        {"query": {"kind": "HogQLQuery", "query": "select 1 from postgres.items_cdc"}}
                        """).expectStatus().isBadRequest();
    }

    @Test
    void theStatusTellsHowFarItIs() {
        var id = cdc.create("consolidated");
        await().untilAsserted(() -> assertThat(cdc.status(id, "$.lag_bytes")).isInstanceOf(Integer.class));

        var shown = text(calls.get(SOURCES + id + "/cdc_status/"));
        assertThat(JsonPath.<Map<String, Object>>read(shown, "$"))
                .containsEntry("enabled", true)
                .containsEntry("management_mode", "posthog")
                .containsEntry("slot_exists", true)
                .containsEntry("publication_exists", true)
                .containsEntry("schedule_paused", false)
                .containsEntry("lag_warning_threshold_mb", 1024)
                .containsEntry("lag_critical_threshold_mb", 10240);
        assertThat(JsonPath.<String>read(shown, "$.slot_name"))
                .isEqualTo("posthog_" + id.replace("-", "").substring(0, 12));
        assertThat(JsonPath.<List<String>>read(shown, "$.schemas[*].mode")).containsExactly("streaming");
        var inputs = text(calls.get(SOURCES + id));
        assertThat(JsonPath.<String>read(inputs, "$.job_inputs.cdc_enabled")).isEqualTo("True");
    }

    @Test
    void settingsOfLagCanBeChanged() {
        var id = cdc.create("consolidated");
        var path = SOURCES + id + "/update_cdc_settings/";
        var limits = "{\"lag_warning_threshold_mb\": 5, \"lag_critical_threshold_mb\": 50}";

        calls.send(POST, path, limits).expectStatus().isOk().expectBody().json("{\"success\": true}");
        calls.send(POST, path, limits).expectBody().json("{\"success\": true, \"unchanged\": true}");
        calls.send(POST, path, "{\"lag_warning_threshold_mb\": 60}")
                .expectStatus()
                .isBadRequest();
        calls.send(POST, path, "{\"lag_warning_threshold_mb\": 0}")
                .expectStatus()
                .isBadRequest();
        assertThat(cdc.status(id, "$.lag_warning_threshold_mb")).isEqualTo(5);
    }

    @Test
    void ofManyWhoSwitchCdcOnAtOnceOneDoes() throws Exception {
        var id = calls.create(calls.source("", List.of(table("items", "sync_type", "full_refresh"))));

        var statuses = Concurrently.run(
                6,
                () -> calls.send(POST, SOURCES + id + "/enable_cdc/", "{}")
                        .returnResult()
                        .getStatus()
                        .value());

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(cdc.slots()).containsExactly(CdcCalls.slot(id));
        assertThat(cdc.status(id, "$.slot_exists")).isEqualTo(true);
    }

    @Test
    void cdcIsSwitchedOnAndOff() {
        var id = calls.create(calls.source("", List.of(table("items", "sync_type", "full_refresh"))));
        assertThat(cdc.status(id, "$.enabled")).isEqualTo(false);
        calls.send(PATCH, SCHEMAS + calls.schema(id, "items", "id"), "{\"sync_type\": \"cdc\"}")
                .expectStatus()
                .isBadRequest();
        cdc.act(id, "enable_cdc", "{\"success\": true, \"schedules_ready\": true}");
        calls.send(POST, SOURCES + id + "/enable_cdc/", "{}").expectStatus().isEqualTo(409);
        cdc.patch(id, "items", "{\"sync_type\": \"cdc\", \"cdc_table_mode\": \"both\"}");
        cdc.awaitRows("select count() from postgres.items_cdc", "[[2]]");
        database.execute("DELETE FROM items WHERE id = 1");
        cdc.assertRows("[[2,\"milk\",1.0]]");
        cdc.awaitRows("select count() from postgres.items_cdc where _ph_cdc_op = 'delete'", "[[1]]");

        cdc.act(id, "disable_cdc", "{\"success\": true}");
        cdc.act(id, "disable_cdc", "{\"success\": true, \"already_disabled\": true}");

        assertThat(cdc.slots()).isEmpty();
        assertThat(calls.<Object>schema(id, "items", "sync_type")).isNull();
        assertThat(calls.<Boolean>schema(id, "items", "should_sync")).isFalse();
        cdc.assertRows("[[2,\"milk\",1.0]]");
        calls.send(POST, "query/", """
                        {"query": {"kind": "HogQLQuery", "query": "select 1 from postgres.items_cdc"}}
                        """).expectStatus().isBadRequest();
        cdc.act(id, "enable_cdc", "{\"success\": true}");
    }

    @Test
    void aPublicationCanBeSomebodyElses() {
        database.execute("CREATE PUBLICATION theirs FOR TABLE items");
        var settings = Map.<String, Object>of(
                "schema", "public",
                "cdc_enabled", true,
                "cdc_management_mode", "self_managed",
                "cdc_publication_name", "theirs");
        database.execute("CREATE TABLE hidden (id int PRIMARY KEY)");
        var id = calls.create(calls.source(
                "", settings, List.of(table("items", "sync_type", "cdc"), table("hidden", "sync_type", "cdc"))));
        cdc.awaitStatus(id, "items", "Completed");
        cdc.awaitStatus(id, "hidden", "Failed");
        database.execute("INSERT INTO items VALUES (3, 'bread', 3)");

        cdc.assertRows("[[1,\"tea\",2.5],[2,\"milk\",1.0],[3,\"bread\",3.0]]");
        assertThat(calls.<String>schema(id, "hidden", "latest_error"))
                .contains("The publication 'theirs' does not have table 'public.hidden'");
        calls.send(DELETE, SOURCES + id, "").expectStatus().isNoContent();
        assertThat(cdc.slots()).isEmpty();
        database.execute("DROP PUBLICATION theirs");
    }

    @Test
    @Tag("pain-22")
    void aHistoryFillsNobodyElsesTable() {
        database.execute("CREATE TABLE items_cdc (id int PRIMARY KEY)");
        var both = List.of(
                table("items", "sync_type", "cdc", "cdc_table_mode", "both"),
                table("items_cdc", "sync_type", "full_refresh"));
        var conflict = "The table postgres.items_cdc that the changes of 'items' would fill exists already.";
        calls.send(POST, SOURCES, cdc.source(both))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.message")
                .isEqualTo(conflict);
        assertThat(cdc.slots()).isEmpty();
        assertThat(JsonPath.<Integer>read(text(calls.get(SOURCES)), "$.count")).isZero();

        var id = calls.create(calls.source(
                "",
                List.of(table("items", "sync_type", "full_refresh"), table("items_cdc", "sync_type", "full_refresh"))));
        cdc.act(id, "enable_cdc", "{\"success\": true}");
        var schema = calls.<String>schema(id, "items", "id");
        var change = "\"sync_type\": \"cdc\", \"cdc_table_mode\": \"cdc_only\"";
        calls.send(PATCH, SCHEMAS + schema, "{%s}".formatted(change))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .json("{\"attr\": \"cdc_table_mode\", \"detail\": \"%s\"}".formatted(conflict));
        calls.send(
                        PATCH,
                        SOURCES + id + "/bulk_update_schemas/",
                        "{\"schemas\": [{\"id\": \"%s\", %s}]}".formatted(schema, change))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("Could not save items: " + conflict);
        cdc.patch(id, "items", "{\"sync_type\": \"cdc\"}");
        cdc.assertRows("[[1,\"tea\",2.5],[2,\"milk\",1.0]]");
    }

    @Test
    @Tag("pain-22")
    void nobodyElsesTableTakesTheNameOfAHistory() {
        var id = cdc.create("both");
        database.execute("CREATE TABLE items_cdc (id int PRIMARY KEY)");

        calls.send(POST, SCHEMAS, "{\"source_id\": \"%s\", \"name\": \"items_cdc\"}".formatted(id))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(
                        "The table postgres.items_cdc that 'items_cdc' would fill has the changes of another table.");
        calls.send(POST, SOURCES + id + "/refresh_schemas/", "").expectStatus().isOk();
        cdc.patch(id, "items_cdc", "{\"should_sync\": true, \"sync_type\": \"full_refresh\"}");
        cdc.awaitStatus(id, "items_cdc", "Completed");

        cdc.awaitRows("select count() from postgres.items_cdc_2", "[[0]]");
        cdc.awaitRows("select count() from postgres.items_cdc", "[[2]]");
        database.execute("CREATE TABLE more (id int PRIMARY KEY); CREATE TABLE more_cdc (id int PRIMARY KEY)");
        calls.send(POST, SCHEMAS, "{\"source_id\": \"%s\", \"name\": \"more_cdc\"}".formatted(id))
                .expectStatus()
                .isCreated();
        calls.send(POST, SCHEMAS, """
                        {"source_id": "%s", "name": "more", "sync_type": "cdc", "cdc_table_mode": "both"}
                        """.formatted(id)).expectStatus().isBadRequest();
    }
}
