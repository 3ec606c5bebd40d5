package dev.hedgerow.savedquery;

import static dev.hedgerow.Calls.assertRefused;
import static dev.hedgerow.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.Calls;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.Tenants.Tenant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** How often a view may run, as what it reads and who reads it allow. */
@ServerTest
class FrequencyBoundsApiTest {

    static final String VIEWS = "warehouse_saved_queries/";

    @Autowired
    RestTestClient http;

    @Autowired
    JdbcClient jdbc;

    Tenant tenant;

    @BeforeEach
    void tenant(@Autowired Tenants tenants) {
        tenant = tenants.create();
    }

    @Test
    void builtInTablesLimitNothing() {
        var view = view("v", "events", "event");

        assertThat(this.<String>bounds(view, "frequency_mode")).isEqualTo("tiered");
        assertThat(this.<List<String>>bounds(view, "options[*].cadence"))
                .containsExactly("15min", "30min", "1hour", "6hour", "12hour", "24hour", "7day", "30day");
        assertThat(this.<List<Boolean>>bounds(view, "options[*].allowed")).containsOnly(true);
        assertThat(this.<Object>bounds(view, "floor")).isNull();
        assertThat(this.<Object>bounds(view, "ceiling")).isNull();
        assertThat(this.<List<String>>bounds(view, "best_effort_sources")).isEmpty();
        assertThat(this.<Boolean>bounds(view, "best_effort_sources_withheld")).isFalse();
    }

    @Test
    void aViewRunsNotMoreOftenThanItsSlowestSourceIsSynced() {
        imported("shop_orders", "HOUR", true);
        imported("shop_refunds", "SIX_HOURS", true);
        imported("shop_notes", "HOUR", false);
        var below = view("below", "shop_orders", "n");
        view("notes", "shop_notes", "n");
        var view = view("v", "below b join shop_refunds r on b.n = r.n join notes c on c.n = b.n", "b.n");

        assertThat(this.<String>bounds(view, "floor.label")).isEqualTo("6 hours");
        assertThat(this.<String>bounds(view, "floor.blocker.name")).isEqualTo("shop_refunds");
        assertThat(this.<List<String>>bounds(view, "options[?(@.blocked_by == 'source')].cadence"))
                .containsExactly("15min", "30min", "1hour");
        assertThat(this.<List<String>>bounds(view, "best_effort_sources[*].name"))
                .containsExactly("shop_notes");
        assertThat(this.<String>bounds(below, "floor.label")).isEqualTo("1 hour");
        assertRefused(
                frequency(view, "1hour"),
                "invalid_input",
                "This view cannot run every 1 hour, because shop_refunds, which it reads, is synced every 6 hours.",
                "sync_frequency");
        frequency(view, "6hour").expectStatus().isOk();
    }

    @Test
    void aViewRunsNotLessOftenThanThoseThatReadIt() {
        var bottom = view("bottom", "events", "event");
        view("middle", "bottom", "event");
        frequency(view("hourly", "middle", "event"), "1hour").expectStatus().isOk();
        frequency(view("daily", "middle", "event"), "24hour").expectStatus().isOk();

        assertThat(this.<String>bounds(bottom, "ceiling.label")).isEqualTo("1 hour");
        assertThat(this.<String>bounds(bottom, "ceiling.blocker.name")).isEqualTo("hourly");
        assertThat(this.<List<String>>bounds(bottom, "options[?(@.blocked_by == 'consumer')].cadence"))
                .containsExactly("6hour", "12hour", "24hour", "7day", "30day");
        assertRefused(
                frequency(bottom, "24hour"),
                "invalid_input",
                "This view cannot run every 1 day, because hourly, which reads it, runs every 1 hour.",
                "sync_frequency");
        assertThat(JsonPath.<String>read(
                        text(send(POST, VIEWS + bottom + "/materialize/", "{}")
                                .expectStatus()
                                .isOk()),
                        "$.sync_frequency"))
                .isEqualTo("1hour");
    }

    /** What a view runs at already is not looked at again, whatever came after. */
    @Test
    void whatIsSetStays() {
        var bottom = view("bottom", "events", "event");
        frequency(bottom, "24hour").expectStatus().isOk();
        frequency(view("hourly", "bottom", "event"), "1hour").expectStatus().isOk();

        frequency(bottom, "24hour").expectStatus().isOk();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as JsonPath has it
    private <T> T bounds(String view, String path) {
        return JsonPath.read(text(send(GET, VIEWS + view, "")), "$.sync_frequency_bounds." + path);
    }

    private ResponseSpec frequency(String view, String frequency) {
        return send(PATCH, VIEWS + view, "{\"sync_frequency\": \"%s\"}".formatted(frequency));
    }

    /** With its types named, so that the engine need not have the tables. */
    private String view(String name, String from, String column) {
        return SavedQueryApiTest.id(send(POST, VIEWS, """
                        {"name": "%s", "query": {"query": "select %s as %s from %s"}, "types": [["%3$s", "String"]]}
                        """.formatted(name, column, column.replaceAll(".*\\.", ""), from))
                .expectStatus()
                .isCreated());
    }

    private void imported(String table, String frequency, boolean synced) {
        var source = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO external_data_source (id, team_id, source_type, status, name_space, created_via, access_method,
                               direct_query_enabled, auto_sync_new_schemas, revenue_analytics, invoiceless_charges, created_at,
                               updated_at)
                        VALUES (:id, :team, 'Postgres', 'Completed', :table, 'api', 'WAREHOUSE', false, false, false, false, now(),
                               now())
                        """)
                .param("id", source)
                .param("team", tenant.project())
                .param("table", table)
                .update();
        jdbc.sql("""
                        INSERT INTO external_data_schema (id, team_id, source_id, name, table_name, should_sync, sync_type,
                               cdc_table_mode, sync_frequency, source_columns, created_at, updated_at)
                        VALUES (gen_random_uuid(), :team, :source, :table, :table, :synced, 'FULL_REFRESH', 'CONSOLIDATED',
                               :frequency, '[]', now(), now())
                        """)
                .param("team", tenant.project())
                .param("source", source)
                .param("table", table)
                .param("synced", synced)
                .param("frequency", frequency)
                .update();
        jdbc.sql("""
                        INSERT INTO warehouse_table (id, team_id, name, physical_name, current_version, row_count, columns, sourced,
                               created_at, updated_at)
                        VALUES (gen_random_uuid(), :team, :table, :table, 1, 0, '[{"name": "n", "type": "String"}]', true, now(), now())
                        """).param("team", tenant.project()).param("table", table).update();
    }

    private ResponseSpec send(HttpMethod method, String path, String body) {
        return Calls.send(http, tenant, method, path, body);
    }
}
