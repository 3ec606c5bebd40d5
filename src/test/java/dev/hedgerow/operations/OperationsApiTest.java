package dev.hedgerow.operations;

import static dev.hedgerow.Calls.send;
import static dev.hedgerow.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.test.json.JsonCompareMode.STRICT;

import dev.hedgerow.Concurrently;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.Tenants.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class OperationsApiTest {

    static final JsonMapper JSON = new JsonMapper();

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    Tenant tenant;
    Past past;
    Instant now;

    @BeforeEach
    void newTenant() {
        tenant = tenants.create();
        past = new Past(jdbc, tenant.project());
        now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    @Test
    void completedActivityListsRunsOfBothKindsNewestFirst() {
        var source = past.source("Postgres", "Completed");
        var schema = past.schema(source, "orders", true, null, null);
        var older = past.syncRun(source, schema, "Completed", 12, ago(2));
        var view = past.view("mrr");
        var newer = past.viewRun(view, "Completed", 3, ago(1));
        past.viewRun(view, "Failed", 0, ago(3));

        var answer = get("completed_activity/");

        answer.expectBody()
                .json(
                        """
                {"results": [
                   {"id": "%s", "type": "Materialized view", "name": "mrr", "status": "Completed", "rows": 3,
                    "created_at": "%s", "finished_at": "%s", "latest_error": null, "workflow_run_id": "%s",
                    "origin": "data_warehouse", "source_id": null},
                   {"id": "%s", "type": "Postgres", "name": "orders", "status": "Completed", "rows": 12,
                    "created_at": "%s", "finished_at": "%s", "latest_error": null, "workflow_run_id": null,
                    "origin": null, "source_id": "%s"}],
                 "next": null, "previous": null}
                """.formatted(newer, ago(1), ago(1), newer, older, ago(2), ago(2).plusSeconds(1), source),
                        STRICT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            completed_activity/                          | Completed Completed
            completed_activity/?outcome=failed           | Failed Failed
            completed_activity/?outcome=all&kind=import  | Completed Failed
            completed_activity/?outcome=all&kind=model   | Completed Failed
            completed_activity/?cutoff_days=0            |
            running_activity/                            | Running Running
            running_activity/?kind=model                 | Running
            """)
    void feedsAreNarrowedByKindOutcomeAndTime(String path, String statuses) {
        var source = past.source("Stripe", "Completed");
        for (var status : List.of("Completed", "Failed", "Running")) {
            past.syncRun(source, past.schema(source, status, true, null, null), status, 0, ago(1));
            past.viewRun(past.view(status), status, 0, ago(1));
        }

        var listed = json(get(path))
                .path("results")
                .valueStream()
                .map(run -> run.path("status").stringValue())
                .sorted()
                .toList();

        assertThat(String.join(" ", listed)).isEqualTo(statuses == null ? "" : statuses);
    }

    @Test
    void feedsArePagedByQueryStrings() {
        var view = past.view("mrr");
        for (int i = 1; i <= 5; i++) {
            past.viewRun(view, "Completed", i, ago(i));
        }

        var page = json(get("completed_activity/?limit=2&offset=1"));

        assertThat(page.path("results")
                        .valueStream()
                        .map(run -> run.path("rows").intValue()))
                .containsExactly(2, 3);
        assertThat(page.path("next").stringValue())
                .isEqualTo("?limit=2&offset=3&cutoff_days=30&outcome=completed&kind=all");
        assertThat(page.path("previous").stringValue())
                .isEqualTo("?limit=2&offset=0&cutoff_days=30&outcome=completed&kind=all");
        assertThat(json(get("completed_activity/" + page.path("next").stringValue()))
                        .path("results")
                        .size())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            running_activity/?limit=x          | Invalid limit, offset, or cutoff_days parameter
            completed_activity/?offset=1.5     | Invalid limit, offset, or cutoff_days parameter
            completed_activity/?cutoff_days=a  | Invalid limit, offset, or cutoff_days parameter
            completed_activity/?kind=x         | Invalid kind parameter. Must be one of: all, import, model.
            completed_activity/?outcome=x      | Invalid outcome parameter. Must be one of: all, completed, failed.
            job_stats/?days=x                  | Invalid days parameter
            job_stats/?days=2                  | Invalid days parameter. Must be 1, 7, or 30.
            """)
    void parametersAreHeldToTheirRules(String path, String error) {
        get(path).expectStatus().isBadRequest().expectBody().json("{\"error\": \"%s\"}".formatted(error), STRICT);
    }

    @ParameterizedTest
    @CsvSource({"limit=0, 1", "limit=-5, 1", "limit=500, 50", "offset=-3, 20", "cutoff_days=999999999, 20"})
    void numbersOutOfRangeAreBroughtIntoIt(String parameter, int limit) {
        var view = past.view("mrr");
        for (int i = 1; i <= 51; i++) {
            past.viewRun(view, "Completed", i, now.minusSeconds(i));
        }

        assertThat(json(get("completed_activity/?" + parameter)).path("results").size())
                .isEqualTo(limit);
    }

    @Test
    void anotherProjectsRunsAreNotListed() {
        past.viewRun(past.view("mrr"), "Completed", 1, ago(1));
        var other = tenants.create();

        send(http, other, GET, "data_warehouse/completed_activity/", "")
                .expectBody()
                .json("{\"results\": [], \"next\": null, \"previous\": null}", STRICT);
    }

    @Test
    void jobStatsCountRunsByOutcomeAndDay() {
        var source = past.source("Stripe", "Completed");
        var schema = past.schema(source, "charges", true, null, null);
        past.syncRun(source, schema, "Completed", 0, now);
        past.syncRun(source, schema, "Failed", 0, now);
        past.syncRun(source, schema, "Running", 0, now);
        past.syncRun(source, schema, "Completed", 0, now.minus(Duration.ofDays(9)));
        var view = past.view("mrr");
        past.viewRun(view, "Completed", 1, now);
        past.viewRun(view, "Running", 0, now);
        past.viewRun(view, "Cancelled", 0, now);

        var stats = json(get("job_stats/"));

        assertThat(stats.toString()).startsWith("{\"days\":7,\"cutoff_time\":\"");
        assertThat(stats.path("external_data_jobs").toString())
                .isEqualTo("{\"total\":2,\"running\":1,\"successful\":1,\"failed\":1}");
        assertThat(stats.path("modeling_jobs").toString())
                .isEqualTo("{\"total\":3,\"running\":1,\"successful\":1,\"failed\":0}");
        assertThat(stats.path("total_jobs").intValue()).isEqualTo(5);
        assertThat(stats.path("successful_jobs").intValue()).isEqualTo(2);
        assertThat(stats.path("failed_jobs").intValue()).isEqualTo(1);
        assertThat(stats.path("breakdown").size()).isEqualTo(7);
        var today = now.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        assertThat(stats.path("breakdown").propertyNames().iterator().next()).isEqualTo(today);
        assertThat(stats.path("breakdown").path(today).toString()).isEqualTo("{\"successful\":2,\"failed\":1}");
    }

    @Test
    void everyRunThatEndsIsCountedOnceHoweverManyEndTogetherAndAlsoWhenItIsPruned() throws Exception {
        var source = past.source("Stripe", "Completed");
        var syncs = new ConcurrentLinkedQueue<UUID>();
        for (int i = 0; i < 8; i++) {
            syncs.add(past.syncRun(source, past.schema(source, "t" + i, true, null, null), "Running", 5, now));
        }

        Concurrently.run(
                8,
                () -> jdbc.sql("""
                        UPDATE external_data_job SET status = 'Completed', rows_synced = 7, finished_at = :now WHERE id = :id
                        """)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("id", syncs.remove())
                        .update());
        jdbc.sql("DELETE FROM external_data_job WHERE source_id = :source")
                .param("source", source)
                .update();

        assertThat(json(get("job_stats/")).path("external_data_jobs").toString())
                .isEqualTo("{\"total\":8,\"running\":0,\"successful\":8,\"failed\":0}");
        assertThat(json(get("total_rows_stats/"))
                        .path("breakdown_of_rows_by_source")
                        .path(source.toString())
                        .intValue())
                .isEqualTo(56);
    }

    @Test
    void runsAreCountedToTheSecondWhereThePeriodBegins() {
        var view = past.view("mrr");
        past.viewRun(view, "Completed", 1, now.minus(Duration.ofDays(7)).minusSeconds(5));
        past.viewRun(view, "Completed", 1, now.minus(Duration.ofDays(7)).plusSeconds(60));

        assertThat(json(get("job_stats/")).path("modeling_jobs").path("total").intValue())
                .isEqualTo(1);
    }

    @Test
    void aDayIsBrokenDownByTheHoursOfTheProject() {
        jdbc.sql("UPDATE project SET timezone = 'Asia/Kolkata' WHERE id = :id")
                .param("id", tenant.project())
                .update();
        past.viewRun(past.view("mrr"), "Completed", 1, now);

        var breakdown = json(get("job_stats/?days=1")).path("breakdown");

        assertThat(breakdown.size()).isEqualTo(24);
        var newest = breakdown.properties().iterator().next();
        assertThat(newest.getKey()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:00:00\\+05:30");
        assertThat(newest.getValue().path("successful").intValue()).isEqualTo(1);
    }

    @Test
    @Tag("pain-7")
    void whatFailedLastIsAnIssueUntilItSucceeds() {
        var view = past.view("mrr");
        past.viewRun(view, "Failed", 0, ago(1));
        var healed = past.view("arr");
        past.viewRun(healed, "Failed", 0, ago(3));
        past.viewRun(healed, "Completed", 1, ago(2));
        var source = past.source("Stripe", "Error");
        var schema = past.schema(source, "charges", true, "No such table.", null);
        var disabled = past.schema(source, "refunds", false, "Wrong password.", Instant.parse("2026-01-02T00:00:00Z"));
        past.schema(source, "switched off", false, "No such table.", null);

        get("data_health_issues/")
                .expectBody()
                .json(
                        """
                {"results": [
                   {"id": "%s", "name": "mrr", "type": "materialized_view", "status": "failed", "error": "it broke",
                    "failed_at": "%s", "url": "/data-warehouse/view/%s"},
                   {"id": "%s", "name": "refunds", "type": "external_data_sync", "status": "disabled", "error": "Wrong password.",
                    "failed_at": "2026-01-02T00:00:00+00:00", "url": "/data-warehouse/sources/managed-%s",
                    "source_type": "Stripe", "sync_type": "full_refresh"},
                   {"id": "%s", "name": "Stripe", "type": "source", "status": "failed", "error": null,
                    "failed_at": "2026-01-01T00:00:00+00:00", "url": "/data-warehouse/sources/managed-%s", "source_type": "Stripe"},
                   {"id": "%s", "name": "charges", "type": "external_data_sync", "status": "failed", "error": "No such table.",
                    "failed_at": null, "url": "/data-warehouse/sources/managed-%s",
                    "source_type": "Stripe", "sync_type": "full_refresh"}],
                 "count": 4}
                """.formatted(
                                        view,
                                        ago(1).toString().replace("Z", "+00:00"),
                                        view,
                                        disabled,
                                        source,
                                        source,
                                        source,
                                        schema,
                                        source),
                        STRICT);
    }

    @Test
    void healthIssuesTakeBothScopes() {
        var key = tenants.key(tenant.owner(), "warehouse_view:read");

        send(http, tenant.withKey(key), GET, "data_warehouse/data_health_issues/", "")
                .expectStatus()
                .isForbidden()
                .expectBody()
                .json("{\"detail\": \"API key missing required scope 'external_data_source:read'\"}");

        var both = tenants.key(tenant.owner(), "warehouse_view:read", "external_data_source:read");
        send(http, tenant.withKey(both), GET, "data_warehouse/data_health_issues/", "")
                .expectStatus()
                .isOk();
    }

    @Test
    void rowsAreCountedByTheCalendarMonth() {
        var source = past.source("Stripe", "Completed");
        var idle = past.source("Postgres", "Completed");
        past.syncRun(source, past.schema(source, "charges", true, null, null), "Completed", 150, now);
        past.viewRun(past.view("mrr"), "Completed", 7, now);
        past.viewRun(past.view("arr"), "Completed", 9, now.minus(Duration.ofDays(40)));
        var month = now.atOffset(ZoneOffset.UTC).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);

        get("total_rows_stats/")
                .expectBody()
                .json("""
                {"billing_available": true, "billing_interval": "month", "billing_period_start": "%s",
                 "billing_period_end": "%s", "total_rows": 150, "tracked_billing_rows": 0, "pending_billing_rows": 150,
                 "materialized_rows_in_billing_period": 7, "breakdown_of_rows_by_source": {"%s": 150, "%s": 0}}
                """.formatted(month.toInstant(), month.plusMonths(1).toInstant(), source, idle), STRICT);
    }

    @Test
    void aProjectHasOneDashboardHoweverManyAskForIt() throws Exception {
        var ids = new HashSet<>(Concurrently.run(
                8, () -> json(get("data_ops_dashboard/")).path("dashboard_id").longValue()));

        assertThat(ids).hasSize(1);
    }

    @Test
    void theDashboardShowsTheNumbersOfNow() {
        var id = json(get("data_ops_dashboard/")).path("dashboard_id").longValue();
        past.viewRun(past.view("mrr"), "Failed", 0, now);

        send(http, tenant, GET, "dashboards/%d/".formatted(id), "").expectBody().json("""
                {"id": %d, "name": "Data ops overview", "creation_mode": "template", "tiles": [
                   {"name": "Runs in the last 7 days", "value": 1}, {"name": "Failed in the last 7 days", "value": 1},
                   {"name": "Running now", "value": 0}, {"name": "Failing now", "value": 1},
                   {"name": "Rows synced this month", "value": 0}, {"name": "Rows materialized this month", "value": 0}]}
                """.formatted(id));
        send(http, tenants.create(), GET, "dashboards/%d/".formatted(id), "")
                .expectStatus()
                .isNotFound();
    }

    @Test
    void theDashboardsPageIsOpenAndHoldsNothing() {
        var page = http.get().uri("/dashboards/1").exchange();

        page.expectStatus().isOk().expectHeader().contentTypeCompatibleWith("text/html");
        page.expectHeader()
                .value("Content-Security-Policy", policy -> assertThat(policy).startsWith("default-src 'none';"));
        assertThat(text(page)).contains("fetch(").doesNotContain("${nonce}", tenant.key());
    }

    private Instant ago(int minutes) {
        return now.minus(Duration.ofMinutes(minutes));
    }

    private ResponseSpec get(String action) {
        return send(http, tenant, GET, "data_warehouse/" + action, "");
    }

    private static JsonNode json(ResponseSpec answer) {
        return JSON.readTree(text(answer));
    }
}
