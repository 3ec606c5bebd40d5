package dev.hedgerow.savedquery;

import static dev.hedgerow.Calls.assertRefused;
import static dev.hedgerow.Calls.text;
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
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.catalog.TableColumn;
import dev.hedgerow.catalog.TableContents;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Warehouse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.json.JsonMapper;

/** Views that are brought up to date in part. What they read is put there as a sync would; the rest is HTTP. */
@ServerTest
class IncrementalApiTest {

    static final String VIEWS = "warehouse_saved_queries/";
    static final String BY_DAY = "{\"enabled\": true, \"incremental_key\": \"day\", \"unique_key\": [\"id\"]%s}";
    static final String TEXT = "select id, day, price from orders";

    @Autowired
    RestTestClient http;

    @Autowired
    WarehouseTables tables;

    @Autowired
    Warehouse warehouse;

    @Autowired
    JsonMapper json;

    Tenant tenant;
    Team team;
    int version;
    int runs;

    @BeforeEach
    void project(@Autowired Tenants tenants, @Autowired Teams teams) {
        tenant = tenants.create();
        team = teams.find(tenant.project()).orElseThrow();
        orders("(1, DATE '2026-01-01', 10), (2, DATE '2026-01-02', 20), (3, DATE '2026-01-03', 30)");
    }

    @Test
    @Tag("pain-9")
    void afterTheFirstRunOnlyWhatIsNewIsRead() {
        var view = create(TEXT, "");
        run(view, "{}");
        assertThat(this.<String>shown(view, "incremental_state.last_run_mode")).isEqualTo("full_refresh");
        assertThat(this.<String>shown(view, "incremental_state.watermark")).isEqualTo("2026-01-03");

        editedAndNewOrders();
        run(view, "{}");

        assertThat(prices()).isEqualTo("[[1,10],[2,20],[3,33],[4,44]]");
        assertThat(this.<List<String>>jobs(view, "run_mode")).containsExactly("incremental", "full_refresh");
        assertThat(this.<List<Integer>>jobs(view, "rows_materialized")).containsExactly(2, 3);
        assertThat(this.<String>shown(view, "incremental_state.watermark")).isEqualTo("2026-01-04");
        assertThat(this.<String>shown(view, "incremental_state.last_run_mode")).isEqualTo("incremental");
        assertThat(this.<Boolean>shown(view, "has_incremental_history")).isTrue();
        assertThat(this.<List<Boolean>>read(VIEWS, "results[*].is_incremental")).containsExactly(true);
    }

    @Test
    @Tag("pain-10")
    void changesAreLookedForAsFarBackAsAsked() {
        var view = create(TEXT, ", \"lookback_seconds\": 86400");
        run(view, "{}");

        editedAndNewOrders();
        run(view, "{}");

        assertThat(prices()).isEqualTo("[[1,10],[2,22],[3,33],[4,44]]");
    }

    @Test
    void everythingIsReadAnewWhenAskedFor() {
        var view = create(TEXT, "");
        run(view, "{}");

        editedAndNewOrders();
        run(view, "{\"full_refresh\": true}");

        assertThat(prices()).isEqualTo("[[1,11],[2,22],[3,33],[4,44]]");
        orders("(1, DATE '2026-01-01', 1), (4, DATE '2026-01-04', 4)");
        run(view, "{}");
        assertThat(prices()).isEqualTo("[[1,11],[2,22],[3,33],[4,4]]");
        assertThat(this.<List<String>>jobs(view, "run_mode"))
                .containsExactly("incremental", "full_refresh", "full_refresh");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            the text          | select id, day, price + 0 as price from orders
            its columns       | select id, day, price, 1 as one from orders
            """)
    void anotherDefinitionBeginsAnew(String what, String hogql) {
        var view = create(TEXT, "");
        run(view, "{}");
        editedAndNewOrders();

        var token = this.<String>shown(view, "latest_history_id");
        send(PATCH, VIEWS + view, SavedQueryApiTest.edit(hogql, token))
                .expectStatus()
                .isOk();
        run(view, "{}");

        assertThat(prices()).as(what).isEqualTo("[[1,11],[2,22],[3,33],[4,44]]");
        assertThat(this.<List<String>>jobs(view, "run_mode")).containsExactly("full_refresh", "full_refresh");
    }

    @Test
    void anotherDefinitionOfWhatItReadsBeginsAnewToo() {
        var below = SavedQueryApiTest.id(send(POST, VIEWS, SavedQueryApiTest.view("below", TEXT)));
        var view = create("select id, day, price from below", "");
        run(view, "{}");
        editedAndNewOrders();

        var token = this.<String>shown(below, "latest_history_id");
        send(PATCH, VIEWS + below, SavedQueryApiTest.edit("select id, day, price * 2 as price from orders", token))
                .expectStatus()
                .isOk();
        run(view, "{}");

        assertThat(prices()).isEqualTo("[[1,22],[2,44],[3,66],[4,88]]");
    }

    @Test
    void anotherKeyBeginsAnewAndNoneIsAFullRefreshEachTime() {
        var view = create(TEXT, "");
        run(view, "{}");
        editedAndNewOrders();

        settings(view, "{\"enabled\": true, \"incremental_key\": \"id\", \"unique_key\": [\"id\"]}");
        run(view, "{}");
        assertThat(prices()).isEqualTo("[[1,11],[2,22],[3,33],[4,44]]");
        orders("(1, DATE '2026-01-01', 0), (4, DATE '2026-01-01', 0)");
        run(view, "{}");
        assertThat(prices()).isEqualTo("[[1,11],[2,22],[3,33],[4,0]]");

        settings(view, "null");
        run(view, "{}");
        assertThat(prices()).isEqualTo("[[1,0],[4,0]]");
        assertThat(this.<Object>shown(view, "incremental")).isNull();
        assertThat(this.<Object>shown(view, "incremental_state")).isNull();
    }

    @Test
    @Tag("pain-9")
    void aRunThatFailsLeavesTheRowsAndWhereToGoOn() {
        var view = create(TEXT, "");
        run(view, "{}");

        orders("(3, DATE '2026-01-03', 1), (4, DATE '2026-01-04', 2), (4, DATE '2026-01-05', 3)");
        failing(view);
        assertThat(this.<String>shown(view, "latest_error"))
                .isEqualTo(
                        "View \"v\": Several of its rows have the same unique key (id). Choose columns that tell rows apart.");
        assertThat(prices()).isEqualTo("[[1,10],[2,20],[3,30]]");
        assertThat(this.<String>shown(view, "incremental_state.watermark")).isEqualTo("2026-01-03");

        editedAndNewOrders();
        run(view, "{}");
        assertThat(prices()).isEqualTo("[[1,10],[2,20],[3,33],[4,44]]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"enabled": true, "unique_key": ["id"]}                                | required      | This field is required.                         | incremental__incremental_key
            {"enabled": true, "incremental_key": "day"}                            | required      | This field is required.                         | incremental__unique_key
            {"enabled": true, "incremental_key": "day", "unique_key": []}          | empty         | This list may not be empty.                     | incremental__unique_key
            {"enabled": true, "incremental_key": "x", "unique_key": ["id"]}        | invalid_input | The view has no column named x.                 | incremental
            {"enabled": true, "incremental_key": "day", "unique_key": ["id", "y"]} | invalid_input | The view has no column named y.                 | incremental
            {"enabled": true, "incremental_key": "name", "unique_key": ["id"]}     | invalid_input | name must be a date, a time or a number.        | incremental__incremental_key
            {"enabled": true, "incremental_key": "id", "unique_key": ["id"], "lookback_seconds": 1}  | invalid_input | Only a date or a time can be looked back from.  | incremental__lookback_seconds
            {"enabled": true, "incremental_key": "day", "unique_key": ["id"], "lookback_seconds": -1} | min_value | Ensure this value is greater than or equal to 0. | incremental__lookback_seconds
            """)
    void settingsThatCannotBeAreRefused(String settings, String code, String detail, String attr) {
        var view = SavedQueryApiTest.id(
                send(POST, VIEWS, SavedQueryApiTest.view("v", "select id, day, toString(price) as name from orders")));

        assertRefused(send(PATCH, VIEWS + view, "{\"incremental\": %s}".formatted(settings)), code, detail, attr);
    }

    @Test
    void aQueryThatLosesItsKeyIsRefused() {
        var view = create(TEXT, "");

        assertRefused(
                send(
                        PATCH,
                        VIEWS + view,
                        SavedQueryApiTest.edit("select id, price from orders", shown(view, "latest_history_id"))),
                "invalid_input",
                "The view has no column named day.",
                "incremental");
    }

    // ---- helpers ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select id, day, price from orders | | {"eligible":true,"key_candidates":["day","id","price"],\
            "unique_key_candidates":["id","day","price"],\
            "key_candidate_types":{"day":"Date","id":"Int32","price":"Int32"},"blockers":[],"warnings":[]}
            select id, day from orders | , "incremental_key": "day", "unique_key": ["id"] | {"eligible":true,\
            "key_candidates":["day","id"],"unique_key_candidates":["id","day"],\
            "key_candidate_types":{"day":"Date","id":"Int32"},"blockers":[],\
            "warnings":["Rows that come or change with an earlier day than the latest are not noticed without a lookback."]}
            select id from orders | , "incremental_key": "id", "unique_key": ["id"], "lookback_seconds": 60 | {"eligible":false,\
            "key_candidates":["id"],"unique_key_candidates":["id"],"key_candidate_types":{"id":"Int32"},\
            "blockers":["Only a date or a time can be looked back from."],"warnings":[]}
            select 'a' as name, [1] as list | | {"eligible":false,"key_candidates":[],"unique_key_candidates":["name"],\
            "key_candidate_types":{},\
            "blockers":["No column is a date, a time or a number, so none can be the incremental key."],"warnings":[]}
            select nothing from nowhere | | {"eligible":false,"key_candidates":[],"unique_key_candidates":[],\
            "key_candidate_types":{},"blockers":["Invalid query: Unknown table `nowhere`."],"warnings":[]}
            """)
    void aQueryIsCheckedBeforeItIsSaved(String hogql, String settings, String answer) {
        var body = "{\"query\": \"%s\"%s}".formatted(hogql, settings == null ? "" : settings);

        assertThat(text(send(POST, VIEWS + "check_incremental/", body)
                        .expectStatus()
                        .isOk()))
                .isEqualTo(answer);
    }

    @Test
    void aCheckNeedsAQuery() {
        assertRefused(send(POST, VIEWS + "check_incremental", "{}"), "required", "This field is required.", "query");
    }

    private void editedAndNewOrders() {
        orders("(1, DATE '2026-01-01', 11), (2, DATE '2026-01-02', 22), (3, DATE '2026-01-03', 33),"
                + " (4, DATE '2026-01-04', 44)");
    }

    private void orders(String values) {
        var columns = List.of(
                new TableColumn("id", "Int32"), new TableColumn("day", "Date"), new TableColumn("price", "Int32"));
        var next = new TableVersion("orders", ++version);
        var written = warehouse.materialize(
                Namespaces.of(team),
                next,
                "SELECT * FROM (VALUES %s) AS orders (id, day, price)".formatted(values),
                Duration.ofSeconds(30),
                new Cancellation());
        tables.publish(team, "orders", new TableContents(next, columns, written.rows()), true, null);
    }

    private String create(String hogql, String more) {
        return SavedQueryApiTest.id(send(POST, VIEWS, """
                        {"name": "v", "query": {"query": "%s"}, "incremental": %s}
                        """.formatted(hogql, BY_DAY.formatted(more)))
                .expectStatus()
                .isCreated());
    }

    private void settings(String view, String settings) {
        send(PATCH, VIEWS + view, "{\"incremental\": %s}".formatted(settings))
                .expectStatus()
                .isOk();
    }

    private void run(String view, String body) {
        ended(view, body, "Completed");
    }

    private void failing(String view) {
        ended(view, "{}", "Failed");
    }

    private void ended(String view, String body, String status) {
        runs++;
        send(POST, VIEWS + view + "/run/", body).expectStatus().isOk();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(this.<List<String>>jobs(view, "status"))
                        .as(() -> String.valueOf(this.<String>shown(view, "latest_error")))
                        .hasSize(runs)
                        .startsWith(status));
    }

    private String prices() {
        return json.readTree(text(send(POST, "query/", """
                        {"query": {"kind": "HogQLQuery", "query": "select id, price from v order by id"},
                         "refresh": "force_blocking"}""").expectStatus().isOk()))
                .path("results")
                .toString();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as JsonPath has it
    private <T> T jobs(String view, String field) {
        return read("data_modeling_jobs/?saved_query_id=" + view, "results[*]." + field);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as JsonPath has it
    private <T> T shown(String view, String field) {
        return read(VIEWS + view, field);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as JsonPath has it
    private <T> T read(String path, String field) {
        return JsonPath.read(text(send(GET, path, "").expectStatus().isOk()), "$." + field);
    }

    private ResponseSpec send(HttpMethod method, String path, String body) {
        return Calls.send(http, tenant, method, path, body);
    }
}
