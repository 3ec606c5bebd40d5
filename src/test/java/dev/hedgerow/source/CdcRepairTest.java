package dev.hedgerow.source;

import static dev.hedgerow.Calls.text;
import static dev.hedgerow.source.SourceCalls.SCHEMAS;
import static dev.hedgerow.source.SourceCalls.SOURCES;
import static dev.hedgerow.source.SourceCalls.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.database.SourcePostgres;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.TableChange;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Warehouse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.replication.LogSequenceNumber;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * What happens when one end of change data capture has lost what the other relies on: rows are right again, or it is
 * said.
 */
@ServerTest
class CdcRepairTest {

    static final String FIRST = "[[1,\"tea\",2.5],[2,\"milk\",1.0]]";
    static final String LATER = "[[2,\"milk\",1.0],[3,\"bread\",3.0]]";

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    @Autowired
    Warehouse warehouse;

    SourceCalls calls;
    CdcCalls cdc;
    SourcePostgres.Database database;
    Namespace namespace;

    @BeforeEach
    void source() {
        database = SourcePostgres.shared().database();
        var tenant = tenants.create();
        namespace = Namespaces.of(tenant.project());
        calls = new SourceCalls(http, tenant, database);
        cdc = new CdcCalls(calls);
        database.execute("""
                CREATE TABLE items (id bigint PRIMARY KEY, name text, price numeric(10,2));
                INSERT INTO items VALUES (1, 'tea', 2.50), (2, 'milk', 1)
                """);
    }

    @AfterEach
    void dropSlots() {
        cdc.deleteSources();
    }

    @Test
    void aSlotThatKeepsTooMuchOfTheLogIsGivenUpUntilSomebodyRepairsIt() throws SQLException {
        var id = cdc.create("consolidated");
        calls.send(POST, SOURCES + id + "/update_cdc_settings/", """
                        {"lag_warning_threshold_mb": 1, "lag_critical_threshold_mb": 2}
                        """)
                .expectStatus()
                .isOk();
        try (var _ = SlotHolder.of(database, CdcCalls.slot(id))) {
            database.execute(
                    "SELECT pg_logical_emit_message(false, 'bulk', repeat('x', 1000000)) FROM generate_series(1, 4)");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(cdc.status(id, "$.schedule_paused")).isEqualTo(true));
        } catch (SQLException _) {
            // The slot was taken from the holder.
        }
        assertGivenUp(id);
        change();
        calls.send(POST, SCHEMAS + calls.schema(id, "items", "id") + "/reload/", "");
        await().untilAsserted(() -> assertThat(JsonPath.<List<String>>read(cdc.jobs(id), "$[*].status"))
                .hasSize(3));
        assertGivenUp(id);
        calls.send(POST, SOURCES + id + "/resume_cdc/", "{}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.message")
                .isEqualTo("The replication slot '%s' is gone. Use repair_cdc to begin anew."
                        .formatted(CdcCalls.slot(id)));

        cdc.act(id, "repair_cdc", "{\"success\": true, \"schemas_reset\": 1}");

        cdc.assertRows(LATER);
        database.execute("DELETE FROM items WHERE id = 3");
        cdc.assertRows("[[2,\"milk\",1.0]]");
        assertThat(cdc.status(id, "$.schedule_paused")).isEqualTo(false);
        assertThat(calls.<String>schema(id, "items", "latest_error")).isNull();
    }

    private void assertGivenUp(String id) {
        cdc.awaitStatus(id, "items", "Failed");
        assertThat(calls.<String>schema(id, "items", "latest_error"))
                .contains("more than the critical limit of 2 MB", "Use repair_cdc to begin anew.");
        assertThat(JsonPath.<String>read(text(calls.get(SOURCES + id)), "$.status"))
                .isEqualTo("Failed");
        assertThat(cdc.status(id, "$.slot_exists")).isEqualTo(false);
        assertThat((String) cdc.status(id, "$.latest_error")).contains("critical limit");
        assertThat(cdc.slots()).isEmpty();
    }

    @Test
    void aDroppedPublicationIsMadeAnewAndTheTableReadAnew() {
        var id = cdc.create("consolidated");
        database.execute("DROP PUBLICATION " + CdcCalls.slot(id).replace("posthog_", "posthog_pub_"));

        change();

        cdc.assertRows(LATER);
        assertThat(lines(id, "publication")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"the rows", "the history", "both"})
    @Tag("pain-9")
    void whatTheWarehouseLostIsReadAnewAndNothingComesTwice(String lost) {
        var id = cdc.create("both");
        Predicate<TableVersion> isHistory = version -> version.table().endsWith("_cdc");
        warehouse.versions(namespace).stream()
                .filter(version -> lost.equals("both") || isHistory.test(version) == lost.equals("the history"))
                .forEach(version -> warehouse.drop(namespace, version));

        change();

        cdc.assertRows(LATER);
        database.execute("UPDATE items SET price = 4 WHERE id = 3");
        cdc.assertRows("[[2,\"milk\",1.0],[3,\"bread\",4.0]]");
        cdc.awaitRows(
                "select countIf(_ph_cdc_op = 'insert'), countIf(_ph_cdc_op = 'update') from postgres.items_cdc",
                lost.equals("the rows") ? "[[1,1]]" : "[[0,1]]");
        assertThat(lines(id, "lost")).hasSize(1);
    }

    @Test
    @Tag("pain-10")
    void aWarehouseFromABackupLacksNothingInTheEnd() throws SQLException {
        var id = cdc.create("both");
        var backup = warehouse.versions(namespace);
        change();
        cdc.assertRows(LATER);
        awaitForgotten(id, end());

        goBack(backup);
        database.execute("INSERT INTO items VALUES (4, 'salt', 4)");

        cdc.assertRows("[[2,\"milk\",1.0],[3,\"bread\",3.0],[4,\"salt\",4.0]]");
        assertThat(lines(id, "let go of changes")).hasSize(1);
        cdc.awaitRows("select _ph_cdc_op, count() from postgres.items_cdc group by _ph_cdc_op order by 1", """
                [["snapshot",3]]""");
    }

    /** To no rows, and marks from before all changes. */
    private void goBack(List<TableVersion> versions) {
        var marks = warehouse.marks(namespace);
        var changes = versions.stream()
                .filter(marks::containsKey)
                .map(version -> new TableChange(
                        version, List.of(), marks.get(version), "0:-1", List.of(new TableChange.Clear())))
                .toList();
        assertThat(changes).hasSize(2);
        warehouse.change(namespace, changes, new Cancellation());
    }

    @Test
    @Tag("pain-10")
    void changesThatSomebodyElseTookFromTheSlotAreMissed() throws SQLException {
        var id = cdc.create("both");
        try (var holder = SlotHolder.of(database, CdcCalls.slot(id))) {
            change();
            holder.forget(end());
            awaitForgotten(id, end());
        }

        cdc.assertRows(LATER);
        assertThat(lines(id, "let go of changes")).hasSize(1);
        cdc.awaitRows("select _ph_cdc_op, count() from postgres.items_cdc group by _ph_cdc_op order by 1", """
                [["snapshot",4]]""");
    }

    @Test
    @Tag("pain-10")
    void aTableThatWasSwitchedOffForAWhileLacksNothing() throws SQLException {
        var id = cdc.create("consolidated");
        cdc.patch(id, "items", "{\"should_sync\": false}");
        change();
        awaitForgotten(id, end());

        cdc.patch(id, "items", "{\"should_sync\": true}");

        cdc.assertRows(LATER);
        assertThat(lines(id, "let go of changes")).hasSize(1);
    }

    @Test
    @Tag("pain-10")
    void aTableThatWasOutOfSomebodyElsesPublicationForAWhileLacksNothing() {
        database.execute("CREATE TABLE other (id int PRIMARY KEY); CREATE PUBLICATION theirs FOR TABLE items, other");
        var settings = Map.<String, Object>of(
                "schema", "public",
                "cdc_enabled", true,
                "cdc_management_mode", "self_managed",
                "cdc_publication_name", "theirs");
        var id = calls.create(calls.source(
                "",
                settings,
                List.of(
                        table("items", "sync_type", "cdc", "cdc_table_mode", "both"),
                        table("other", "sync_type", "cdc"))));
        cdc.awaitStatus(id, "items", "Completed");
        cdc.awaitStatus(id, "other", "Completed");

        database.execute("ALTER PUBLICATION theirs DROP TABLE items");
        change();
        database.execute("ALTER PUBLICATION theirs ADD TABLE items; INSERT INTO other VALUES (1)");

        cdc.assertRows(LATER);
        assertThat(lines(id, "for a while")).hasSize(1);
        cdc.awaitRows("select id from postgres.other", "[[1]]");
        cdc.awaitRows("select _ph_cdc_op, count() from postgres.items_cdc group by _ph_cdc_op order by 1", """
                [["snapshot",4]]""");
    }

    @Test
    void secretsThatASourceRepeatsAreNotPassedOn() {
        var role = "telling_" + database.name();
        database.execute("CREATE ROLE %s LOGIN SUPERUSER PASSWORD 'very s3cret'".formatted(role));
        var login = Map.<String, Object>of("schema", "public", "user", role, "password", "very s3cret");
        var id = calls.create(calls.source("", login, List.of(table("items", "sync_type", "full_refresh"))));
        cdc.awaitStatus(id, "items", "Completed");
        database.execute("""
                CREATE FUNCTION tell() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF session_user = '%s' THEN RAISE EXCEPTION 'no use for very s3cret'; END IF;
                END $$;
                CREATE EVENT TRIGGER tell ON login EXECUTE FUNCTION tell()
                """.formatted(role));
        var settings = new HashMap<>(database.settings());
        settings.putAll(login);
        settings.put("source_type", "Postgres");
        var captured = new HashMap<>(login);
        captured.put("cdc_enabled", true);

        for (var refused : List.of(
                calls.send(POST, SOURCES + id + "/enable_cdc/", "{}"),
                calls.send(POST, SOURCES + id + "/check_cdc_prerequisites_for_source/", "{}"),
                calls.send(POST, SOURCES + "check_cdc_prerequisites/", SourceCalls.JSON.writeValueAsString(settings)),
                calls.send(
                        POST, SOURCES, calls.source("other", captured, List.of(table("items", "sync_type", "cdc")))))) {
            assertThat(text(refused.expectStatus().isBadRequest()))
                    .contains("no use for ***")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void whatAFailedAttemptMadeAtTheSourceIsTakenAway() throws SQLException {
        var id = calls.create(calls.source("", List.of(table("items", "sync_type", "full_refresh"))));
        database.execute("ALTER DATABASE %s SET statement_timeout = '1s'".formatted(database.name()));
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            // A slot is made only when such a transaction has ended.
            statement.execute("BEGIN; INSERT INTO items VALUES (9, 'uncommitted', 9)");
            calls.send(POST, SOURCES + id + "/enable_cdc/", "{}")
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.message")
                    .value(message -> assertThat((String) message).contains("statement timeout"));
            assertThat(cdc.slots()).isEmpty();
            assertThat(publications()).isZero();
        }

        cdc.act(id, "enable_cdc", "{\"success\": true}");
    }

    @Test
    void whatADeadAttemptMadeAtTheSourceIsMadeAnew() {
        var id = calls.create(calls.source("", List.of(table("items", "sync_type", "full_refresh"))));
        database.execute("CREATE PUBLICATION " + CdcCalls.slot(id).replace("posthog_", "posthog_pub_"));
        createSlot(CdcCalls.slot(id));
        createSlot("theirs_" + database.name());

        calls.send(POST, SOURCES + id + "/enable_cdc/", "{\"slot_name\": \"theirs_%s\"}".formatted(database.name()))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.message")
                .isEqualTo("A replication slot named 'theirs_%s' exists already.".formatted(database.name()));
        cdc.act(id, "enable_cdc", "{\"success\": true}");

        cdc.patch(id, "items", "{\"sync_type\": \"cdc\"}");
        cdc.assertRows(FIRST);
        database.execute("SELECT pg_drop_replication_slot('theirs_%s')".formatted(database.name()));
    }

    private void change() {
        database.execute("INSERT INTO items VALUES (3, 'bread', 3)");
        database.execute("DELETE FROM items WHERE id = 1");
    }

    private void createSlot(String name) {
        database.execute("SELECT pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(name));
    }

    private List<String> lines(String source, String search) {
        var path = SCHEMAS + calls.schema(source, "items", "id") + "/logs/?search=" + search;
        return JsonPath.read(text(calls.get(path)), "$[*].message");
    }

    private LogSequenceNumber end() throws SQLException {
        return LogSequenceNumber.valueOf(one("SELECT pg_current_wal_lsn()"));
    }

    private void awaitForgotten(String source, LogSequenceNumber end) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> one("SELECT confirmed_flush_lsn >= '%s' FROM pg_replication_slots WHERE slot_name = '%s'"
                                .formatted(end.asString(), CdcCalls.slot(source)))
                        .equals("t"));
    }

    private int publications() throws SQLException {
        return Integer.parseInt(one("SELECT count(*) FROM pg_publication"));
    }

    private String one(String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
