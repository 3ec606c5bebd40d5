package dev.hedgerow.modelingjob;

import static dev.hedgerow.Calls.assertNotFound;
import static dev.hedgerow.Calls.assertRefused;
import static dev.hedgerow.Calls.send;
import static dev.hedgerow.Calls.text;
import static dev.hedgerow.modelingjob.JobStatus.CANCELLED;
import static dev.hedgerow.modelingjob.JobStatus.COMPLETED;
import static dev.hedgerow.modelingjob.JobStatus.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
@Timeout(60)
class JobApiTest {

    @Autowired
    RestTestClient http;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Tenants tenants;

    @LocalServerPort
    int port;

    Workbench bench;

    @BeforeEach
    void project(@Autowired Workbench.Factory benches) {
        bench = benches.create();
    }

    @Test
    void aRunIsShownAsDocumented() {
        var view = bench.view("numbers", "select number from numbers(10)");
        bench.run(view);
        bench.awaitJobs(view, COMPLETED);

        var job = get("data_modeling_jobs/").at("/results/0");

        assertThat(job.at("/saved_query_id").stringValue()).isEqualTo(view.toString());
        assertThat(job.at("/status").stringValue()).isEqualTo("Completed");
        assertThat(job.at("/rows_materialized").intValue()).isEqualTo(10);
        assertThat(job.at("/rows_expected").intValue()).isEqualTo(10);
        assertThat(job.at("/error").isNull()).isTrue();
        assertThat(job.at("/workflow_id").stringValue()).isEqualTo("materialize-view-" + view);
        assertThat(get("data_modeling_jobs/" + job.at("/id").stringValue())).isEqualTo(job);
        assertThat(get("data_modeling_jobs/recent")).containsExactly(job);
        assertThat(get("data_modeling_jobs/running")).isEmpty();
    }

    @Test
    void theListIsWalkedByCursorsAndCountedWhereAnOffsetIsAsked() {
        var view = UUID.randomUUID();
        addFinished(view, 5);
        addFinished(UUID.randomUUID(), 2);

        var first = get("data_modeling_jobs/?limit=4");
        var second = follow(first.at("/next"));
        assertThat(first.has("count")).isFalse();
        assertThat(Stream.concat(ids(first).stream(), ids(second).stream()))
                .hasSize(7)
                .doesNotHaveDuplicates();
        assertThat(ids(follow(second.at("/previous")))).isEqualTo(ids(first));

        var slice = get("data_modeling_jobs/?limit=2&offset=4&saved_query_id=" + view);
        assertThat(slice.at("/count").intValue()).isEqualTo(5);
        assertThat(slice.at("/results")).hasSize(1);
        assertThat(slice.at("/next").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-4000-8000-000000000000", "mrr"})
    void aViewThatIsNoneIsNoChoice(String view) {
        assertRefused(
                send(http, bench.tenant(), GET, "data_modeling_jobs/?saved_query_id=" + view, ""),
                "invalid_choice",
                "Select a valid choice. That choice is not one of the available choices.",
                "saved_query_id");
    }

    @Test
    void anotherProjectsRunsAreNotThere() {
        addFinished(UUID.randomUUID(), 1);
        var id = ids(get("data_modeling_jobs/")).getFirst();
        var stranger = tenants.create();

        assertNotFound(send(http, stranger, GET, "data_modeling_jobs/" + id, ""));
        assertNotFound(send(http, stranger, GET, "data_modeling_jobs/" + id + "/events/", ""));
        assertThat(json.readTree(text(send(http, stranger, GET, "data_modeling_jobs/", "")))
                        .at("/results"))
                .isEmpty();
    }

    @Test
    void runsAreReadWithTheReadScopeAndNotWritten() {
        var reader = bench.tenant().withKey(tenants.key(bench.tenant().owner(), "warehouse_view:read"));
        var other = bench.tenant().withKey(tenants.key(bench.tenant().owner(), "warehouse_table:read"));

        send(http, reader, GET, "data_modeling_jobs/recent/", "").expectStatus().isOk();
        send(http, other, GET, "data_modeling_jobs/recent/", "").expectStatus().isForbidden();
        send(http, reader, POST, "data_modeling_jobs/", "{}").expectStatus().isEqualTo(405);
    }

    @Test
    void aRunIsFollowedUntilItHasEnded() throws Exception {
        var view = bench.view("slow", MaterializationTest.ENDLESS);
        bench.run(view);
        bench.awaitJobs(view, RUNNING);
        var id = get("data_modeling_jobs/running").at("/0/id").stringValue();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:%d%s"
                        .formatted(port, bench.tenant().path("data_modeling_jobs/" + id + "/events/"))))
                .header("Authorization", "Bearer " + bench.tenant().key())
                .build();

        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofLines());
            assertThat(answer.statusCode()).as(answer.headers().toString()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            var lines = answer.body().iterator();
            assertThat(nextStatus(lines)).isEqualTo("Running");
            bench.materializations().cancel(bench.team(), view);
            var last = nextStatus(lines);
            while (last.equals("Running")) {
                last = nextStatus(lines);
            }

            assertThat(last).isEqualTo("Cancelled");
            lines.forEachRemaining(line -> assertThat(line).isEmpty());
        }
        assertThat(bench.statuses(view)).containsExactly(CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE data_modeling_job SET status = 'Failed' WHERE id = :id",
                "UPDATE data_modeling_job SET status = 'Running' WHERE id = :id",
                "UPDATE data_modeling_job SET rows_materialized = 7 WHERE id = :id",
                "UPDATE data_modeling_job SET error = 'no' WHERE id = :id",
            })
    void anOutcomeStaysWhatItIs(String change) {
        addFinished(UUID.randomUUID(), 1);
        var id = UUID.fromString(ids(get("data_modeling_jobs/")).getFirst());

        assertThatThrownBy(() -> jdbc.sql(change).param("id", id).update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Failed', NULL, 0",
                "'Failed', '', 0",
                "'Completed', 'why', 0",
                "'Cancelled', NULL, 5",
                "'Waiting', NULL, 0"
            })
    void rowsThatCannotBeAreRefused(String state) {
        assertThatThrownBy(() -> insert(UUID.randomUUID(), state)).isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void twoRunsOfAViewCannotBeUnderWay() {
        var view = UUID.randomUUID();
        insert(view, "'Running', NULL, 0");

        assertThatThrownBy(() -> insert(view, "'Running', NULL, 0"))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private static String nextStatus(java.util.Iterator<String> lines) {
        while (lines.hasNext()) {
            var line = lines.next();
            if (line.startsWith("data:")) {
                return new JsonMapper()
                        .readTree(line.substring(5))
                        .at("/status")
                        .stringValue();
            }
        }
        throw new AssertionError("the stream ended");
    }

    private void addFinished(UUID view, int runs) {
        jdbc.sql("INSERT INTO materialization (view_id, team_id, jobs) VALUES (:view, :team, :jobs)")
                .param("view", view)
                .param("team", bench.team().id())
                .param("jobs", runs)
                .update();
        for (int i = 0; i < runs; i++) {
            insert(view, "'Completed', NULL, 3");
        }
    }

    private void insert(UUID view, String state) {
        jdbc.sql("""
                        INSERT INTO data_modeling_job
                               (id, team_id, saved_query_id, attempt, workflow_id, workflow_run_id, created_at, last_run_at,
                                updated_at, status, error, rows_materialized)
                        VALUES (gen_random_uuid(), :team, :view, nextval('data_modeling_attempt'), 'materialize-view-x',
                                gen_random_uuid(), now(), now(), now() + interval '1 day', %s)
                        """.formatted(state))
                .param("team", bench.team().id())
                .param("view", view)
                .update();
    }

    private JsonNode get(String path) {
        var answer = send(http, bench.tenant(), GET, path, "");
        answer.expectStatus().isOk();
        return json.readTree(text(answer));
    }

    private static List<String> ids(JsonNode page) {
        var ids = new ArrayList<String>();
        page.at("/results").forEach(job -> ids.add(job.at("/id").stringValue()));
        return ids;
    }

    private JsonNode follow(JsonNode link) {
        var answer = http.get()
                .uri(URI.create(link.stringValue()))
                .header("Authorization", "Bearer " + bench.tenant().key())
                .exchange();
        return json.readTree(text(answer.expectStatus().isOk()));
    }
}
