package dev.hedgerow.savedquery;

import static dev.hedgerow.Calls.assertNotFound;
import static dev.hedgerow.Calls.assertRefused;
import static dev.hedgerow.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.Calls;
import dev.hedgerow.Concurrently;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.Tenants.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

@ServerTest
class SavedQueryApiTest {

    static final String VIEWS = "warehouse_saved_queries/";

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    @Autowired
    JsonMapper json;

    Tenant tenant;

    @BeforeEach
    void tenant() {
        tenant = tenants.create();
    }

    // ---- what a view looks like ----

    @Test
    void aViewHasTheDocumentedKeysInOrder() {
        var answer = text(send(POST, VIEWS, view("v", "select event, timestamp as at, 1 + 1 as n from events"))
                .expectStatus()
                .isCreated());

        assertThat(json.readTree(answer).propertyNames())
                .startsWith(
                        "id",
                        "deleted",
                        "name",
                        "query",
                        "created_by",
                        "created_at",
                        "sync_frequency",
                        "columns",
                        "status",
                        "last_run_at",
                        "managed_viewset_kind",
                        "folder_id",
                        "folder_name",
                        "latest_error",
                        "edited_history_id",
                        "latest_history_id",
                        "soft_update",
                        "dag_id",
                        "is_materialized",
                        "origin",
                        "is_test",
                        "expires_at",
                        "user_access_level");
        assertThat(JsonPath.<List<String>>read(answer, "$.columns[*].name")).containsExactly("event", "at", "n");
        assertThat(JsonPath.<List<String>>read(answer, "$.columns[*].type"))
                .containsExactly("string", "datetime", "integer");
        assertThat(JsonPath.<String>read(answer, "$.origin")).isEqualTo("data_warehouse");
        assertThat(JsonPath.<String>read(answer, "$.user_access_level")).isEqualTo("manager");
    }

    @Test
    void theQueryComesBackToTheLetter() {
        var query = """
                {"zeta":[1,2.5],"query":"select 1 as a -- ü","kind":"HogQLQuery","alpha":null}""";

        var id = id(send(POST, VIEWS, "{\"name\": \"v\", \"query\": %s}".formatted(query))
                .expectStatus()
                .isCreated());

        assertThat(text(send(GET, VIEWS + id, ""))).contains("\"query\":" + query);
    }

    @Test
    void aListLeavesOutTheTextAndTheToken() {
        create("v", "select 1 as a");

        var item = json.readTree(text(send(GET, VIEWS, "").expectStatus().isOk()))
                .path("results")
                .get(0);

        assertThat(item.propertyNames())
                .doesNotContain("query", "latest_history_id")
                .contains("columns", "description");
    }

    @Test
    void aListIsNewestFirstAndSearchedByWords() {
        List.of("revenue_daily", "revenue_weekly", "users").forEach(name -> create(name, "select 1 as a"));

        assertThat(names("")).containsExactly("users", "revenue_weekly", "revenue_daily");
        assertThat(names("?search=REV,week")).containsExactly("revenue_weekly");
        assertThat(names("?search=r_venue")).isEmpty();
    }

    @Test
    void moreThanAThousandViewsComeInPages(@Autowired JdbcClient jdbc) {
        create("v", "select 1 as a");
        jdbc.sql("""
                        INSERT INTO saved_query (id, team_id, name, query, query_revision, query_changed_at, columns, origin, is_test,
                               is_materialized, created_at, updated_at)
                        SELECT gen_random_uuid(), team_id, 'copy_' || n, query, query_revision, query_changed_at, columns, origin,
                               is_test, is_materialized, created_at, updated_at
                          FROM saved_query, generate_series(1, 1049) AS n
                         WHERE team_id = :team
                        """).param("team", tenant.project()).update();
        var first = text(send(GET, VIEWS, "").expectStatus().isOk());
        var next = JsonPath.<String>read(first, "$.next");
        var second = text(send(GET, VIEWS + "?page=2", "").expectStatus().isOk());

        assertThat(JsonPath.<Integer>read(first, "$.count")).isEqualTo(1050);
        assertThat(JsonPath.<String>read(first, "$.previous")).isNull();
        assertThat(next).matches("http://.*/api/projects/\\d+/warehouse_saved_queries/\\?page=2");
        assertThat(JsonPath.<String>read(second, "$.next")).isNull();
        assertThat(JsonPath.<String>read(second, "$.previous"))
                .matches("http://.*/api/projects/\\d+/warehouse_saved_queries/");
        var names = new ArrayList<String>(JsonPath.<List<String>>read(first, "$.results[*].name"));
        assertThat(names).hasSize(1000);
        names.addAll(JsonPath.<List<String>>read(second, "$.results[*].name"));
        assertThat(names).hasSize(1050).doesNotHaveDuplicates();
        assertNotFoundPage(send(GET, VIEWS + "?page=3", ""));
    }

    private static void assertNotFoundPage(ResponseSpec answer) {
        answer.expectStatus().isNotFound().expectBody().jsonPath("$.detail").isEqualTo("Invalid page.");
    }

    // ---- what it is called ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            events     | A table with this name already exists.
            persons    | A table with this name already exists.
            system.x   | The system namespace is reserved for built-in tables. Choose a different view name.
            """)
    @Tag("pain-22")
    void aNameThatIsTakenIsRefused(String name, String detail) {
        assertRefused(send(POST, VIEWS, view(name, "select 1 as a")), "invalid_input", detail, "name");
    }

    @ParameterizedTest
    @CsvSource({"1st", "a-b", "a b", "a..b", ".a", "a.", "ä", "'a;drop'"})
    void aNameHasLettersDigitsAndDots(String name) {
        assertRefused(
                send(POST, VIEWS, view(name, "select 1 as a")),
                "invalid_input",
                name + " is not a valid view name. View names can only contain letters, numbers, '_', '.', or '$' ",
                "name");
    }

    @Test
    @Tag("pain-20")
    void aDottedNameIsReadAsSuch() {
        create("finance.mrr", "select 7 as amount");

        assertThat(rows("select amount from finance.mrr")).isEqualTo("[[7]]");
    }

    @Test
    @Tag("pain-22")
    void aViewThatOthersReadKeepsItsName() {
        var parent = create("parent", "select 1 as a");
        create("child", "select a from parent");

        var answer = send(PATCH, VIEWS + parent, "{\"name\": \"other\"}");

        assertThat(text(answer.expectStatus().isBadRequest()))
                .contains("Can't rename parent yet. These read from it: child (view). Update or delete them first.");
        assertThat(rows("select a from child")).isEqualTo("[[1]]");
    }

    @Test
    @Tag("pain-22")
    void aViewThatNobodyReadsIsRenamed() {
        var id = create("before", "select 1 as a");

        send(PATCH, VIEWS + id, "{\"name\": \"after\"}").expectStatus().isOk();

        assertThat(rows("select a from after")).isEqualTo("[[1]]");
        assertThat(activity(id)).containsExactly("created");
    }

    // ---- what it says ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `{"name": "v"}`                                              | required      | This field is required.
            `{"name": "v", "query": null}`                               | null          | This field may not be null.
            `{"name": "v", "query": {}}`                                 | invalid_input | Query object must contain a non-empty \\"query\\" key with the SQL string.
            `{"name": "v", "query": {"query": " "}}`                     | invalid_input | Query object must contain a non-empty \\"query\\" key with the SQL string.
            `{"name": "v", "query": {"query": "select {variables.x}"}}`  | invalid_input | Variables like {variables.x} are not allowed in views
            `{"name": "v", "query": {"query": "select {1 + 2}"}}`        | invalid_input | Filters and placeholder expressions are not allowed in views
            `{"name": "v", "query": {"query": "select 1 where {filters}"}}` | invalid_input | Filters and placeholder expressions are not allowed in views
            `{"name": "v", "query": {"query": "select a from v"}}`       | invalid_input | Invalid query: Unknown table `v`.
            """)
    @Tag("pain-24")
    void aQueryThatCannotBeAViewIsRefused(String body, String code, String detail) {
        assertRefused(send(POST, VIEWS, body), code, detail, "query");
        assertThat(names("")).isEmpty();
    }

    @Test
    void aQueryAsTextIsRefused() {
        var answer = send(POST, VIEWS, "{\"name\": \"v\", \"query\": \"select 1\"}");

        assertThat(text(answer.expectStatus().isBadRequest()))
                .contains("Query must be a JSON object with a \\\"query\\\" key, got str.");
    }

    @Test
    @Tag("pain-24")
    void typesThatAreSentAreBelieved() {
        var body = """
                {"name": "v", "query": {"query": "select event from events"}, "types": [["event", "Nullable(String)"]]}""";

        var answer = text(send(POST, VIEWS, body).expectStatus().isCreated());

        assertThat(JsonPath.<List<String>>read(answer, "$.columns[*].type")).containsExactly("string");
    }

    @Test
    @Tag("pain-24")
    void whatTheEngineCannotRunIsNotSaved() {
        var answer = send(POST, VIEWS, view("v", "select event + 1 as a, sum(event) from events"));

        assertThat(answer.returnResult().getStatus().value()).isEqualTo(400);
        assertThat(names("")).isEmpty();
    }

    // ---- changing it ----

    @Test
    void aPostOfAKnownNameChangesThatView() {
        var id = create("v", "select 1 as a");

        var stale = send(POST, VIEWS, view("v", "select 2 as a"));
        assertRefused(stale, "invalid_input", "The query was modified by someone else.", "null");
        var soft = """
                {"name": "v", "query": {"query": "select 2 as a"}, "soft_update": true}""";
        var changed = send(POST, VIEWS, soft).expectStatus().isOk();

        assertThat(id(changed)).isEqualTo(id);
        assertThat(rows("select a from v")).isEqualTo("[[2]]");
    }

    @Test
    void ofManyCreatesOfOneNameAtOnceOneCreates() throws Exception {
        var statuses = Concurrently.run(
                20,
                () -> send(POST, VIEWS, view("once", "select 1 as a"))
                        .returnResult()
                        .getStatus()
                        .value());

        assertThat(statuses).hasSize(20).containsOnly(201, 200).containsOnlyOnce(201);
        assertThat(names("")).containsExactly("once");
    }

    @Test
    @Tag("pain-23")
    void ofManyEditsWithOneTokenOneWins() throws Exception {
        var id = create("v", "select 0 as a");
        var token = token(id);

        var statuses = Concurrently.run(
                20,
                () -> send(PATCH, VIEWS + id, edit("select %d as a".formatted(System.nanoTime()), token))
                        .returnResult()
                        .getStatus()
                        .value());

        assertThat(statuses).hasSize(20).containsOnly(200, 400).containsOnlyOnce(200);
    }

    @Test
    @Tag("pain-23")
    void onlyAChangeOfTheTextMovesTheToken() {
        var id = create("v", "select 1 as a");
        var token = token(id);

        send(PATCH, VIEWS + id, "{\"description\": \"what it is\"}")
                .expectStatus()
                .isOk();
        send(PATCH, VIEWS + id, "{\"query\": {\"kind\": \"HogQLQuery\", \"query\": \"select 1 as a\"}}")
                .expectStatus()
                .isOk();
        assertThat(token(id)).isEqualTo(token);

        var spelledOtherwise = token.toUpperCase(java.util.Locale.ROOT).replace("-", "");
        send(PATCH, VIEWS + id, edit("select 2 as a", spelledOtherwise))
                .expectStatus()
                .isOk();
        assertThat(token(id)).isNotEqualTo(token);
    }

    @Test
    void anEditedViewIsModifiedAndItsColumnsAreThoseOfTheNewText() {
        var id = create("v", "select 1 as a");

        var answer = text(send(PATCH, VIEWS + id, edit("select 'x' as b, 2 as c", token(id)))
                .expectStatus()
                .isOk());

        assertThat(JsonPath.<String>read(answer, "$.status")).isEqualTo("Modified");
        assertThat(JsonPath.<List<String>>read(answer, "$.columns[*].name")).containsExactly("b", "c");
        assertThat(activity(id)).containsExactly("updated", "created");
    }

    @Test
    @Tag("pain-13")
    void readersFollowTheColumnsOfWhatTheyRead() {
        var top = create("top", "select 1 as a");
        var all = create("middle", "select * from top");
        create("bottom", "select * from middle");

        send(PATCH, VIEWS + top, edit("select 1 as a, 'x' as b", token(top)))
                .expectStatus()
                .isOk();

        assertThat(columns(all)).containsExactly("a", "b");
        assertThat(rows("select b from bottom")).isEqualTo("[[\"x\"]]");
        create("later", "select b from bottom");
    }

    @Test
    @Tag("pain-3")
    void aViewCannotReadItselfByAnyWayRound() {
        var top = create("top", "select 1 as a");
        create("middle", "select a from top");
        create("bottom", "select a from middle");

        var answer = text(send(PATCH, VIEWS + top, edit("select a from bottom", token(top)))
                .expectStatus()
                .isBadRequest());

        assertThat(JsonPath.<String>read(answer, "$.detail")).isEqualTo("Model contains a cycle");
        assertThat(JsonPath.<List<String>>read(answer, "$.extra.path"))
                .containsExactly("top", "middle", "bottom", "top");
        assertThat(rows("select a from bottom")).isEqualTo("[[1]]");
    }

    @Test
    @Tag("pain-3")
    void aDiamondIsNoCycle() {
        create("top", "select 1 as a");
        create("left_side", "select a from top");
        create("right_side", "select a from top");

        create("bottom", "select l.a as a from left_side l join right_side r on l.a = r.a");

        assertThat(rows("select a from bottom")).isEqualTo("[[1]]");
    }

    @Test
    void putWantsNameAndQuery() {
        var id = create("v", "select 1 as a");

        assertRefused(send(PUT, VIEWS + id, "{\"name\": \"v\"}"), "required", "This field is required.", "query");
        send(PUT, VIEWS + id, view("w", "select 1 as a")).expectStatus().isOk();
    }

    @Test
    void aFolderMustBeOneOfTheProject() {
        var id = create("v", "select 1 as a");
        var folder = id(send(POST, "warehouse_saved_query_folders/", "{\"name\": \"f\"}"));
        var foreign = UUID.randomUUID().toString();

        assertRefused(
                send(PATCH, VIEWS + id, "{\"folder_id\": \"%s\"}".formatted(foreign)),
                "does_not_exist",
                "Invalid pk \\\"%s\\\" - object does not exist.".formatted(foreign),
                "folder_id");
        var moved = text(send(PATCH, VIEWS + id, "{\"folder_id\": \"%s\"}".formatted(folder))
                .expectStatus()
                .isOk());

        assertThat(JsonPath.<String>read(moved, "$.folder_name")).isEqualTo("f");
        assertThat(activity(id)).containsExactly("updated", "created");
    }

    @Test
    void onlyStaffMakeTestViews() {
        assertRefused(send(POST, VIEWS, """
                        {"name": "v", "query": {"query": "select 1 as a"}, "is_test": true}"""), "invalid_input", "Only staff users can create test views.", "is_test");
    }

    // ---- the end of it ----

    @Test
    @Tag("pain-20")
    @Tag("pain-22")
    void aDeletedViewIsGoneAndItsNameIsFree() {
        var id = create("v", "select 1 as a");

        send(DELETE, VIEWS + id, "").expectStatus().isNoContent();

        assertNotFound(send(GET, VIEWS + id, ""));
        assertNotFound(send(DELETE, VIEWS + id, ""));
        assertThat(activity(id)).containsExactly("deleted", "created");
        assertThat(create("v", "select 2 as a")).isNotEqualTo(id);
    }

    @Test
    void aViewThatOthersReadStays() {
        var parent = create("parent", "select 1 as a");
        create("child", "select a from parent");

        assertThat(text(send(DELETE, VIEWS + parent, "").expectStatus().isBadRequest()))
                .contains("Can't delete parent yet. These read from it: child (view). Update or delete them first.")
                .contains("\"extra\":{\"node_id\":\"");
        send(GET, VIEWS + parent, "").expectStatus().isOk();
    }

    @Test
    void currentClientsDeleteByPatch() {
        var id = create("v", "select 1 as a");

        send(PATCH, VIEWS + id, "{\"deleted\": false}").expectStatus().isOk();
        var answer = text(
                send(PATCH, VIEWS + id, "{\"deleted\": true}").expectStatus().isOk());

        assertThat(JsonPath.<Boolean>read(answer, "$.deleted")).isTrue();
        assertNotFound(send(GET, VIEWS + id, ""));
    }

    @Test
    void aFolderTakesItsViewsWithIt() {
        var folder = id(send(POST, "warehouse_saved_query_folders/", "{\"name\": \"f\"}"));
        var inside = create("inside", "select 1 as a");
        var beside = create("beside", "select a from inside");
        send(PATCH, VIEWS + inside, "{\"folder_id\": \"%s\"}".formatted(folder))
                .expectStatus()
                .isOk();
        var path = "warehouse_saved_query_folders/" + folder;

        assertRefused(
                send(DELETE, path, ""),
                "invalid_input",
                "Cannot delete this folder because these views still have dependencies outside the folder: inside",
                "null");
        send(PATCH, VIEWS + beside, "{\"folder_id\": \"%s\"}".formatted(folder))
                .expectStatus()
                .isOk();
        assertThat(text(send(GET, path, ""))).contains("\"view_count\":2");
        send(DELETE, path, "").expectStatus().isNoContent();

        assertThat(names("")).isEmpty();
    }

    @Test
    void anotherTenantSeesNothing() {
        var id = create("v", "select 1 as a");
        tenant = tenants.create();

        assertNotFound(send(GET, VIEWS + id, ""));
        assertNotFound(send(PATCH, VIEWS + id, "{\"name\": \"w\"}"));
        assertNotFound(send(DELETE, VIEWS + id, ""));
        assertThat(names("")).isEmpty();
    }

    // ---- helpers ----

    String create(String name, String hogql) {
        return id(send(POST, VIEWS, view(name, hogql)).expectStatus().isCreated());
    }

    static String view(String name, String hogql) {
        return """
                {"name": "%s", "query": {"kind": "HogQLQuery", "query": "%s"}}""".formatted(name, hogql);
    }

    static String edit(String hogql, String token) {
        return """
                {"query": {"kind": "HogQLQuery", "query": "%s"}, "edited_history_id": "%s"}""".formatted(hogql, token);
    }

    static String id(ResponseSpec answer) {
        return JsonPath.read(text(answer), "$.id");
    }

    String token(String id) {
        return JsonPath.read(text(send(GET, VIEWS + id, "")), "$.latest_history_id");
    }

    List<String> columns(String id) {
        return JsonPath.read(text(send(GET, VIEWS + id, "")), "$.columns[*].name");
    }

    List<String> names(String query) {
        return JsonPath.read(text(send(GET, VIEWS + query, "").expectStatus().isOk()), "$.results[*].name");
    }

    List<String> activity(String id) {
        var page = text(send(GET, VIEWS + id + "/activity", "").expectStatus().isOk());
        return JsonPath.read(page, "$.results[*].activity");
    }

    String rows(String hogql) {
        var body = """
                {"query": {"kind": "HogQLQuery", "query": "%s"}}""".formatted(hogql);
        return json.readTree(text(send(POST, "query/", body).expectStatus().isOk()))
                .path("results")
                .toString();
    }

    ResponseSpec send(HttpMethod method, String path, String body) {
        return Calls.send(http, tenant, method, path, body);
    }
}
