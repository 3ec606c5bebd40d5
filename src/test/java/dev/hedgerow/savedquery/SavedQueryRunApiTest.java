package dev.hedgerow.savedquery;

import static dev.hedgerow.Calls.assertNotFound;
import static dev.hedgerow.Calls.assertRefused;
import static dev.hedgerow.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.Calls;
import dev.hedgerow.Concurrently;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.Tenants.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.json.JsonMapper;

/** Views that become tables, through HTTP only. */
@ServerTest
class SavedQueryRunApiTest {

    static final String VIEWS = "warehouse_saved_queries/";
    static final String SLOW = "select count() as n from numbers(200000) a cross join numbers(1000000) b";

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient jdbc;

    Tenant tenant;

    @BeforeEach
    void tenant() {
        tenant = tenants.create();
    }

    @Test
    void aMaterializedViewKeepsItsRowsUntilItRunsAgain() {
        var bottom = create("bottom_level", "select 1 as a union all select 2 as a");
        var middle = create("middle_level", "select a * 10 as a from bottom_level");
        create("top_level", "select sum(a) as total from middle_level");

        var answer = text(send(POST, VIEWS + middle + "/materialize/", "{\"sync_frequency\": \"24hour\"}")
                .expectStatus()
                .isOk());
        assertThat(JsonPath.<Boolean>read(answer, "$.is_materialized")).isTrue();
        assertThat(JsonPath.<String>read(answer, "$.sync_frequency")).isEqualTo("24hour");
        awaitStatus(middle, "Completed");
        assertThat(rows("select total from top_level")).isEqualTo("[[30]]");

        edit(bottom, "select 5 as a");
        assertThat(rows("select total from top_level")).isEqualTo("[[30]]");
        send(POST, VIEWS + middle + "/run/", "{}").expectStatus().isOk();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(rows("select total from top_level")).isEqualTo("[[50]]"));

        assertThat(history(middle)).containsExactly("Completed", "Completed");
        assertThat(activity(middle)).contains("sync_triggered", "materialization_enabled", "created");
        assertThat(kind("middle_level")).isEqualTo("matview");
    }

    @Test
    @Tag("pain-8")
    void runsThatReplaceATableDoNotDisturbWhoReadsIt() throws Exception {
        var id = create("v", "select number as a from numbers(100)");
        send(POST, VIEWS + id + "/materialize/", "").expectStatus().isOk();
        awaitStatus(id, "Completed");

        var running = CompletableFuture.runAsync(
                () -> {
                    for (int run = 0; run < 20; run++) {
                        var before = lastRun(id);
                        send(POST, VIEWS + id + "/run/", "{}").expectStatus().isOk();
                        await().pollInterval(Duration.ofMillis(20))
                                .until(() -> !lastRun(id).equals(before));
                    }
                },
                Thread::startVirtualThread);
        var reads = Concurrently.run(4, () -> {
            int read = 0;
            for (; !running.isDone(); read++) {
                assertThat(rows("select count(), %d from v".formatted(read))).isEqualTo("[[100,%d]]".formatted(read));
            }
            return read;
        });
        running.join();

        assertThat(reads).allMatch(read -> read > 0);
    }

    @Test
    @Tag("pain-2")
    void aFailureTellsWhatIsWrongAndTheLastRowsStay() {
        var id = create("v", "select 10 / toInt('2') as a");
        send(POST, VIEWS + id + "/materialize/", "").expectStatus().isOk();
        awaitStatus(id, "Completed");

        edit(id, "select cast(concat('x', toString(number)) as Int64) as a from numbers(3)");
        send(POST, VIEWS + id + "/run", "").expectStatus().isOk();
        awaitStatus(id, "Failed");

        var view = text(send(GET, VIEWS + id, ""));
        assertThat(JsonPath.<String>read(view, "$.latest_error")).contains("v").contains("x0");
        assertThat(rows("select a from v")).isEqualTo("[[5.0]]");
        assertThat(history(id)).startsWith("Failed");
        var jobs = text(send(GET, "data_modeling_jobs/?saved_query_id=" + id, "")
                .expectStatus()
                .isOk());
        assertThat(JsonPath.<String>read(jobs, "$.results[0].error")).contains("x0");
    }

    @Test
    @Tag("pain-2")
    void aViewWhoseSourceIsGoneKeepsItsRowsAndSaysWhyItFails() {
        var below = create("below", "select 7 as a");
        var id = create("v", "select a from below");
        send(POST, VIEWS + id + "/materialize/", "").expectStatus().isOk();
        awaitStatus(id, "Completed");

        jdbc.sql("UPDATE saved_query SET name = 'elsewhere' WHERE id = :id::uuid")
                .param("id", below)
                .update();
        send(POST, VIEWS + id + "/run/", "").expectStatus().isOk();
        awaitStatus(id, "Failed");

        var listed = text(send(GET, VIEWS + "?search=v", ""));
        assertThat(JsonPath.<String>read(listed, "$.results[0].latest_error"))
                .isEqualTo("View \"v\": Invalid query: Unknown table `below`.");
        assertThat(JsonPath.<Boolean>read(listed, "$.results[0].is_materialized"))
                .isTrue();
        assertThat(JsonPath.<String>read(listed, "$.results[0].sync_frequency")).isEqualTo("24hour");
        assertThat(rows("select a from v")).isEqualTo("[[7]]");
    }

    @Test
    @Tag("pain-21")
    void materializingAgainKeepsOneTable() {
        var id = create("v", "select 1 as a");

        for (int runs = 1; runs <= 3; runs++) {
            var expected = Collections.nCopies(runs, "Completed");
            send(POST, VIEWS + id + "/materialize/", "").expectStatus().isOk();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(history(id)).isEqualTo(expected));
        }

        assertThat(tables()).containsExactly("v");
        assertThat(rows("select a from v")).isEqualTo("[[1]]");
    }

    @Test
    @Tag("pain-8")
    @Tag("pain-17")
    @Tag("pain-25")
    void aTableAnswersAsItsViewDid() {
        var columns = "n, at, local, day, price, flag, list, text, missing";
        var id = create("v", """
                select number as n, toDateTime('2026-03-29 01:30:00', 'UTC') + toIntervalSecond(number) as at, \
                toTimeZone(toDateTime('2026-03-29 01:30:00', 'UTC'), 'Europe/Berlin') as local, \
                toDate('2026-03-29') as day, toDecimal(number, 2) / 4 as price, number % 2 = 0 as flag, \
                [number, number + 1] as list, concat('ü', toString(number)) as text, nullIf(number, number) as missing \
                from numbers(60000)""");
        var sample = "select %s from v where n in (0, 7, 59999) order by n".formatted(columns);
        var computed = rows(sample);

        send(POST, VIEWS + id + "/materialize/", "").expectStatus().isOk();
        awaitStatus(id, "Completed");

        assertThat(rows(sample)).isEqualTo(computed).contains("2026-03-29T01:30:07Z");
        assertThat(rows("select count() from v")).isEqualTo("[[60000]]");
    }

    @Test
    @Tag("pain-23")
    void aLongRunIsCancelledAtOnce() {
        var id = create("v", SLOW);
        send(POST, VIEWS + id + "/run/", "").expectStatus().isOk();
        awaitStatus(id, "Running");

        var asked = Instant.now();
        send(POST, VIEWS + id + "/cancel/", "").expectStatus().isOk();
        var other = create("w", "select 1 as a");
        send(POST, VIEWS + other + "/run/", "").expectStatus().isOk();
        awaitStatus(other, "Completed");

        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(status(id)).isEqualTo("Cancelled");
        assertThat(history(id)).containsExactly("Cancelled");
        assertThat(activity(id)).startsWith("sync_cancelled", "sync_triggered");
    }

    @Test
    void whatDoesNotRunCannotBeCancelled() {
        var id = create("v", "select 1 as a");

        assertThat(text(send(POST, VIEWS + id + "/cancel", "").expectStatus().isBadRequest()))
                .isEqualTo("{\"error\":\"Cannot cancel a query that is not running\"}");
    }

    @Test
    void aRevertedViewIsAViewAgain() {
        var id = create("v", "select 1 as a");
        send(POST, VIEWS + id + "/materialize/", "").expectStatus().isOk();
        awaitStatus(id, "Completed");
        assertThat(tables()).contains("v");

        var answer = text(send(POST, VIEWS + id + "/revert_materialization/", "{\"name\": \"ignored\"}")
                .expectStatus()
                .isOk());

        assertThat(JsonPath.<Boolean>read(answer, "$.is_materialized")).isFalse();
        assertThat(JsonPath.<String>read(answer, "$.status")).isNull();
        assertThat(JsonPath.<String>read(answer, "$.sync_frequency")).isNull();
        assertThat(tables()).isEmpty();
        assertThat(rows("select a from v")).isEqualTo("[[1]]");
        assertThat(history(id)).containsExactly("Completed");
        assertThat(activity(id)).startsWith("materialization_disabled");
    }

    @Test
    @Tag("pain-19")
    @Tag("pain-20")
    void aDeletedViewLeavesNoTable() {
        var id = create("v", "select 1 as a");
        send(POST, VIEWS + id + "/materialize/", "").expectStatus().isOk();
        awaitStatus(id, "Completed");

        send(DELETE, VIEWS + id, "").expectStatus().isNoContent();

        assertThat(tables()).isEmpty();
        send(POST, "query/", query("select a from v")).expectStatus().isBadRequest();
        assertNotFound(send(POST, VIEWS + id + "/run", ""));
    }

    @Test
    @Tag("pain-22")
    void aRenamedViewTakesItsTableAlong() {
        var id = create("before", "select 1 as a");
        send(POST, VIEWS + id + "/materialize/", "").expectStatus().isOk();
        awaitStatus(id, "Completed");

        send(PATCH, VIEWS + id, "{\"name\": \"after\"}").expectStatus().isOk();

        assertThat(tables()).containsExactly("after");
        assertThat(rows("select a from after")).isEqualTo("[[1]]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            15min | 15min
            5min  | 15min
            1min  | 15min
            30day | 30day
            """)
    void aFrequencyMaterializes(String sent, String kept) {
        var answer = send(POST, VIEWS, """
                {"name": "v", "query": {"query": "select 1 as a"}, "sync_frequency": "%s"}""".formatted(sent));

        var view = text(answer.expectStatus().isCreated());
        assertThat(JsonPath.<String>read(view, "$.sync_frequency")).isEqualTo(kept);
        assertThat(JsonPath.<Boolean>read(view, "$.is_materialized")).isTrue();
        awaitStatus(JsonPath.read(view, "$.id"), "Completed");
    }

    @Test
    void neverKeepsTheRowsAndEndsTheSchedule() {
        var id = create("v", "select 1 as a");
        assertRefused(
                send(PATCH, VIEWS + id, "{\"sync_frequency\": \"every_fortnight\"}"),
                "invalid_choice",
                "\\\"every_fortnight\\\" is not a valid choice.",
                "sync_frequency");
        send(PATCH, VIEWS + id, "{\"sync_frequency\": \"6hour\"}")
                .expectStatus()
                .isOk();
        awaitStatus(id, "Completed");

        var view = text(send(PATCH, VIEWS + id, "{\"sync_frequency\": \"never\"}")
                .expectStatus()
                .isOk());

        assertThat(JsonPath.<String>read(view, "$.sync_frequency")).isNull();
        assertThat(JsonPath.<Boolean>read(view, "$.is_materialized")).isTrue();
        assertThat(tables()).containsExactly("v");
    }

    @Test
    @Tag("pain-21")
    void anEmptyResultIsARightResult() {
        var id = create("v", "select 1 as a where 1 = 2");
        send(POST, VIEWS + id + "/materialize/", "").expectStatus().isOk();

        awaitStatus(id, "Completed");

        assertThat(rows("select a from v")).isEqualTo("[]");
    }

    @Test
    void onlyWhatIsOnesOwnIsResumed() {
        var id = create("v", "select 1 as a");
        var mine = tenant;
        tenant = tenants.create();
        var foreign = create("v", "select 1 as a");
        tenant = mine;

        var answer = text(send(POST, VIEWS + "resume_schedules/", """
                {"view_ids": ["%s", "%s"]}""".formatted(id, foreign))
                .expectStatus()
                .isOk());

        assertThat(JsonPath.<List<String>>read(answer, "$.resumed")).containsExactly(id);
        assertRefused(
                send(POST, VIEWS + "resume_schedules/", "{\"view_ids\": []}"),
                "empty",
                "This list may not be empty.",
                "view_ids");
        assertThat(text(send(POST, VIEWS + id + "/resume/", ""))).isEqualTo("{\"resumed\":false}");
    }

    // ---- helpers ----

    private void awaitStatus(String id, String status) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(status(id)).isEqualTo(status));
    }

    private String status(String id) {
        return JsonPath.read(text(send(GET, VIEWS + id, "")), "$.status");
    }

    private String lastRun(String id) {
        return JsonPath.read(text(send(GET, VIEWS + id, "")), "$.last_run_at");
    }

    private void edit(String id, String hogql) {
        var token = JsonPath.<String>read(text(send(GET, VIEWS + id, "")), "$.latest_history_id");
        send(PATCH, VIEWS + id, SavedQueryApiTest.edit(hogql, token))
                .expectStatus()
                .isOk();
    }

    private List<String> history(String id) {
        return JsonPath.read(text(send(GET, VIEWS + id + "/run_history", "")), "$.run_history[*].status");
    }

    private List<String> activity(String id) {
        return JsonPath.read(text(send(GET, VIEWS + id + "/activity", "")), "$.results[*].activity");
    }

    private List<String> tables() {
        return JsonPath.read(text(send(GET, "warehouse_tables/", "")), "$.results[*].name");
    }

    private String kind(String name) {
        var nodes = text(send(GET, "data_modeling_nodes/", ""));
        return JsonPath.<List<String>>read(nodes, "$.results[?(@.name=='%s')].type".formatted(name))
                .getFirst();
    }

    private String rows(String hogql) {
        return json.readTree(
                        text(send(POST, "query/", query(hogql)).expectStatus().isOk()))
                .path("results")
                .toString();
    }

    private static String query(String hogql) {
        return """
                {"query": {"kind": "HogQLQuery", "query": "%s"}, "refresh": "force_blocking"}""".formatted(hogql);
    }

    private String create(String name, String hogql) {
        return SavedQueryApiTest.id(send(POST, VIEWS, SavedQueryApiTest.view(name, hogql))
                .expectStatus()
                .isCreated());
    }

    private ResponseSpec send(HttpMethod method, String path, String body) {
        return Calls.send(http, tenant, method, path, body);
    }
}
