package dev.hedgerow.savedquery;

import static dev.hedgerow.Calls.assertRefused;
import static dev.hedgerow.Calls.text;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.Calls;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.Tenants.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.json.JsonMapper;

/** The life of views from captured events on, as a client lives it: nothing but HTTP. */
@ServerTest
class ViewStoryApiTest {

    static final String VIEWS = "warehouse_saved_queries/";
    static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    RestTestClient http;

    @Autowired
    JsonMapper json;

    Tenant tenant;

    @BeforeEach
    void tenant(@Autowired Tenants tenants) {
        tenant = tenants.create();
    }

    @Test
    @Timeout(120)
    void threeLevelsOfViewsOverCapturedEvents() {
        capture("paid", 10, 20, 30);
        capture("refunded", 5);
        var paid = create(
                "paid",
                "select distinct_id as who, toFloat(properties.price) as price from events where event = 'paid'");
        var sums = create("sums", "select who, sum(price) as total from paid group by who");
        create("best", "select max(total) as total from sums");

        send(POST, VIEWS + sums + "/materialize/", "{\"sync_frequency\": \"24hour\"}")
                .expectStatus()
                .isOk();
        awaitStatus(sums, "Completed");
        assertThat(this.<String>shown(sums, "sync_frequency")).isEqualTo("24hour");
        assertThat(rows("select who, total from sums order by who"))
                .isEqualTo("[[\"p0\",10.0],[\"p1\",20.0],[\"p2\",30.0]]");
        assertThat(rows("select total from best")).isEqualTo("[[30.0]]");

        edit(
                paid,
                "select distinct_id as who, toFloat(properties.price) as price from events where event = 'refunded'");
        assertThat(rows("select total from best")).isEqualTo("[[30.0]]");
        run(sums);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(rows("select total from best")).isEqualTo("[[5.0]]"));
        awaitStatus(sums, "Completed");

        assertRefused(
                editing(sums, "select who / 2 as total from paid"),
                "invalid_input",
                "Invalid query: Illegal types String and UInt8 of arguments of function 'divide'",
                "query");
        edit(sums, "select who, toFloat(1) / cast(who as Int64) as total from paid");
        run(sums);
        awaitStatus(sums, "Failed");
        assertThat(rows("select total from best")).isEqualTo("[[5.0]]");
        assertThat(this.<String>shown(sums, "latest_error"))
                .startsWith("View \"sums\": ")
                .contains("p0");
        assertThat(this.<List<String>>read("data_modeling_jobs/?saved_query_id=" + sums, "results[*].status"))
                .containsExactly("Failed", "Completed", "Completed");
        assertThat(this.<String>read("data_modeling_jobs/?saved_query_id=" + sums, "results[0].error"))
                .isEqualTo(shown(sums, "latest_error"));
        assertThat(this.<List<String>>read(VIEWS + sums + "/run_history/", "run_history[*].status"))
                .containsExactly("Failed", "Completed", "Completed");

        edit(
                sums,
                "select 'x' as who, toFloat(sum(a.number * b.number)) as total from numbers(10000000) a cross join numbers(10000000) b");
        run(sums);
        awaitStatus(sums, "Running");
        send(POST, VIEWS + sums + "/cancel/", "{}").expectStatus().isOk();
        await().atMost(Duration.ofSeconds(2)).until(() -> isCancelled(sums));
        assertThat(rows("select total from best")).isEqualTo("[[5.0]]");
        edit(sums, "select who, sum(price) * 2 as total from paid group by who");
        run(sums); // which it can only when the statement has stopped
        awaitStatus(sums, "Completed");
        assertThat(rows("select total from best")).isEqualTo("[[10.0]]");
        assertThat(this.<List<String>>read(VIEWS + sums + "/activity/?limit=50", "results[*].activity"))
                .containsExactly(
                        "sync_triggered",
                        "updated",
                        "sync_cancelled",
                        "sync_triggered",
                        "updated",
                        "sync_triggered",
                        "updated",
                        "sync_triggered",
                        "materialization_enabled",
                        "created");
    }

    // ---- helpers ----

    /** Events of one name, each of somebody else, at these prices. */
    private void capture(String event, int... prices) {
        var token = this.<String>json(
                http.get()
                        .uri("/api/projects/%d/".formatted(tenant.project()))
                        .header("Authorization", "Bearer " + tenant.key())
                        .exchange(),
                "api_token");
        var batch = IntStream.range(0, prices.length)
                .mapToObj(i -> """
                        {"event": "%s", "distinct_id": "p%d", "timestamp": "2026-01-01T10:00:00Z", "properties": {"price": %d}}
                        """.formatted(event, i, prices[i]))
                .collect(joining(","));
        http.post()
                .uri("/batch/")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"api_key\": \"%s\", \"batch\": [%s]}".formatted(token, batch))
                .exchange()
                .expectStatus()
                .isOk();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rows("select count() from events where event = '%s'".formatted(event)))
                        .isEqualTo("[[%d]]".formatted(prices.length)));
    }

    private void run(String view) {
        send(POST, VIEWS + view + "/run/", "{}").expectStatus().isOk();
    }

    private void awaitStatus(String view, String status) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> assertThat(this.<String>shown(view, "status")).isEqualTo(status));
    }

    private boolean isCancelled(String view) {
        return this.<List<String>>read("data_modeling_jobs/running/", "[*].saved_query_id")
                        .isEmpty()
                && this.<String>shown(view, "status").equals("Cancelled");
    }

    private void edit(String view, String hogql) {
        editing(view, hogql).expectStatus().isOk();
    }

    private ResponseSpec editing(String view, String hogql) {
        return send(PATCH, VIEWS + view + "/", SavedQueryApiTest.edit(hogql, shown(view, "latest_history_id")));
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as JsonPath has it
    private <T> T shown(String view, String field) {
        return read(VIEWS + view + "/", field);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as JsonPath has it
    private <T> T read(String path, String field) {
        return json(send(GET, path, ""), field);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as JsonPath has it
    private <T> T json(ResponseSpec answer, String field) {
        return JsonPath.read(text(answer.expectStatus().isOk()), "$." + field);
    }

    private String rows(String hogql) {
        return json.readTree(text(send(POST, "query/", """
                        {"query": {"kind": "HogQLQuery", "query": "%s"}, "refresh": "force_blocking"}""".formatted(hogql))))
                .path("results")
                .toString();
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
