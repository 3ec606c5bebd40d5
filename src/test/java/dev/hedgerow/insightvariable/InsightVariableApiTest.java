package dev.hedgerow.insightvariable;

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
import dev.hedgerow.LockHolder;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.Tenants.Tenant;
import dev.hedgerow.auth.MembershipLevel;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.transaction.support.TransactionTemplate;

@ServerTest
class InsightVariableApiTest {

    static final String VARIABLES = "insight_variables/";

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    Tenant tenant;

    @BeforeEach
    void tenant() {
        tenant = tenants.create();
    }

    @Test
    void aVariableHasTheDocumentedKeysInOrder() {
        var body = text(send(POST, VARIABLES, """
                {"name": " Test 1 ", "type": "Number", "default_value": "abc", "id": 7, "code_name": "x", "nope": 1}
                """).expectStatus().isCreated());

        assertThat(body).matches("""
                \\{"id":"[0-9a-f-]{36}","name":"Test 1","type":"Number","default_value":"abc",\
                "created_by":%d,"created_at":"[^"]+Z","code_name":"test_1","values":null,"is_multi":false,\
                "values_query":null,"values_query_connection_id":null}""".formatted(tenant.owner()));
    }

    @Test
    void bothPrefixesShowTheSameVariables() {
        var id = create("{\"name\": \"a\", \"type\": \"String\"}");

        var asProject = text(send(GET, VARIABLES + id, ""));
        var asEnvironment = text(http.get()
                .uri("/api/environments/{id}/insight_variables/{variable}/", tenant.project(), id)
                .header("Authorization", "Bearer " + tenant.key())
                .exchange());

        assertThat(asEnvironment).isEqualTo(asProject);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                               | required       | This field is required.           | name
            {"name": null}                   | null           | This field may not be null.       | name
            {"name": "  ", "type": "Foo"}    | blank          | This field may not be blank.      | name
            {"name": true}                   | invalid_input  | Not a valid string.               | name
            {"name": "a"}                    | required       | This field is required.           | type
            {"name": "a", "type": "Foo"}     | invalid_choice | \\"Foo\\" is not a valid choice.  | type
            {"name": "a", "type": "string"}  | invalid_choice | \\"string\\" is not a valid choice. | type
            """)
    void theFirstWrongFieldIsNamed(String body, String code, String detail, String attr) {
        assertRefused(send(POST, VARIABLES, body), code, detail, attr);
    }

    @Test
    void aNameHasAtMost400Characters() {
        send(POST, VARIABLES, named("n".repeat(400))).expectStatus().isCreated();

        assertRefused(
                send(POST, VARIABLES, named("n".repeat(401))),
                "max_length",
                "Ensure this field has no more than 400 characters.",
                "name");
    }

    @Test
    void namesThatReadTheSameInQueriesClash() {
        create(named("Test 1"));

        assertRefused(
                send(POST, VARIABLES, named("test_1")),
                "invalid_input",
                "Variable with this code name already exists",
                "null");
    }

    @Test
    void theSameNameIsFreeInAnotherProject() {
        create(named("a"));
        tenant = tenants.create();

        send(POST, VARIABLES, named("a")).expectStatus().isCreated();
    }

    @Test
    void ofManyCreatesOfOneNameAtOnceOneSucceeds() throws Exception {
        var statuses = Concurrently.run(
                20,
                () -> send(POST, VARIABLES, named("once"))
                        .returnResult()
                        .getStatus()
                        .value());

        assertThat(statuses).hasSize(20).containsOnly(201, 400).containsOnlyOnce(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "PATCH"})
    void whoComesAfterADeletionFindsNothing(
            String method, @Autowired JdbcClient jdbc, @Autowired TransactionTemplate transactions) {
        var id = create(named("short-lived"));
        var deletion = jdbc.sql("DELETE FROM insight_variable WHERE id = :id").param("id", UUID.fromString(id));

        assertNotFound(new LockHolder(jdbc, transactions)
                .meet(deletion::update, () -> send(HttpMethod.valueOf(method), VARIABLES + id, "{}"), () -> {}));
    }

    @Test
    void twoChangesAtOnceBothCount(@Autowired JdbcClient jdbc, @Autowired TransactionTemplate transactions) {
        var id = create(named("before"));
        var change = jdbc.sql("UPDATE insight_variable SET name = 'other' WHERE id = :id")
                .param("id", UUID.fromString(id));

        new LockHolder(jdbc, transactions)
                .meet(change::update, () -> send(PATCH, VARIABLES + id, "{\"default_value\": 7}"), () -> {})
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"name\": \"other\", \"default_value\": 7}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"String", "Number", "Boolean", "Date"})
    void otherTypesThanListTakeAnyJson(String type) {
        var id = create("""
                {"name": "a", "type": "%s", "default_value": {"any": [1]}, "values": "x",
                 "is_multi": true, "values_query": "select 1"}
                """.formatted(type));

        send(GET, VARIABLES + id, "").expectBody().json("""
                {"default_value": {"any": [1]}, "values": "x", "is_multi": false, "values_query": null}
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                            | {"values": [], "default_value": null}
            {"values": null}                              | {"values": []}
            {"values": [1, 2.5, true, "a", null]}         | {"values": ["1", "2.5", "true", "a"]}
            {"values": {"a": 1}}                          | {"values": []}
            {"default_value": 5}                          | {"default_value": "5"}
            {"default_value": ["a", "b"]}                 | {"default_value": "a"}
            {"is_multi": true}                            | {"default_value": [], "is_multi": true}
            {"is_multi": true, "default_value": "a"}      | {"default_value": ["a"]}
            {"values_query": " "}                         | {"values_query": null}
            """)
    void aListKeepsItsOptionsAsText(String fields, String shown) {
        var body = "{\"name\": \"a\", \"type\": \"List\"" + (fields.equals("{}") ? "}" : ", " + fields.substring(1));

        var id = create(body);

        send(GET, VARIABLES + id, "").expectBody().json(shown);
    }

    @Test
    void aListRefusesOptionsWithPartsAndSavesNothing() {
        assertRefused(
                send(POST, VARIABLES, "{\"name\": \"a\", \"type\": \"List\", \"values\": [{}]}"),
                "invalid_input",
                "List variable values must be strings or numbers (got an object at index 0). "
                        + "Enter each value as plain text or a number.",
                "values");

        send(GET, VARIABLES, "").expectBody().json("{\"count\": 0}");
    }

    @Test
    void aPatchLeavesMalformedStoredOptionsAloneAndReadsShowThemClean(@Autowired JdbcClient jdbc) {
        var id = create("{\"name\": \"a\", \"type\": \"List\"}");
        jdbc.sql("UPDATE insight_variable SET \"values\" = '[{\"value\": 1}, null]' WHERE id = :id")
                .param("id", UUID.fromString(id))
                .update();

        send(PATCH, VARIABLES + id, "{\"name\": \"b\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                {"name": "b", "values": ["1"]}
                """);

        assertThat(jdbc.sql("SELECT \"values\"::text FROM insight_variable WHERE id = :id")
                        .param("id", UUID.fromString(id))
                        .query(String.class)
                        .single())
                .isEqualTo("[{\"value\": 1}, null]");
    }

    @Test
    void aPatchChangesOnlyWhatItNamesAndNeverTheCodeName() {
        var id = create("{\"name\": \"first\", \"type\": \"String\", \"default_value\": 1}");
        create(named("second"));

        send(PATCH, VARIABLES + id, "{\"name\": \"second\", \"code_name\": \"x\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"name\": \"second\", \"code_name\": \"first\", \"default_value\": 1, \"type\": \"String\"}");
    }

    @Test
    void anEmptyPatchChangesNothing() {
        var id = create("{\"name\": \"a\", \"type\": \"List\", \"values\": [\"x\"], \"default_value\": \"x\"}");
        var before = text(send(GET, VARIABLES + id, ""));

        var after = text(send(PATCH, VARIABLES + id, "{}").expectStatus().isOk());

        assertThat(after).isEqualTo(before);
    }

    @Test
    void aPatchToListNormalisesWhatIsThere() {
        var id = create("{\"name\": \"a\", \"type\": \"Number\", \"default_value\": 5}");

        send(PATCH, VARIABLES + id, "{\"type\": \"List\"}")
                .expectBody()
                .json("{\"values\": [], \"default_value\": \"5\"}");
    }

    @Test
    void aFormCarriesJsonFieldsAsText() {
        var id = create("{\"name\": \"a\", \"type\": \"List\"}");

        http.patch()
                .uri(tenant.path(VARIABLES + id))
                .header("Authorization", "Bearer " + tenant.key())
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body("name=b+c&values=%5B1%2C2%5D")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"name\": \"b c\", \"values\": [\"1\", \"2\"]}");
    }

    @Test
    void aPutNeedsEveryRequiredField() {
        var id = create("{\"name\": \"a\", \"type\": \"String\", \"default_value\": 1}");

        assertRefused(send(PUT, VARIABLES + id, "{\"name\": \"b\"}"), "required", "This field is required.", "type");
        send(PUT, VARIABLES + id, "{\"name\": \"b\", \"type\": \"Date\"}")
                .expectBody()
                .json("""
                {"name": "b", "type": "Date", "code_name": "a", "default_value": null}
                """);
    }

    @Test
    void aDeletedVariableIsGone() {
        var id = create(named("a"));

        send(DELETE, VARIABLES + id, "")
                .expectStatus()
                .isNoContent()
                .expectBody()
                .isEmpty();

        assertNotFound(send(GET, VARIABLES + id, ""));
        assertNotFound(send(DELETE, VARIABLES + id, ""));
        send(POST, VARIABLES, named("a")).expectStatus().isCreated();
    }

    @Test
    void idsOfOthersAndIdsThatAreNoneAreNotFound() {
        var foreign = create(named("a"));
        tenant = tenants.create();

        assertNotFound(send(GET, VARIABLES + foreign, ""));
        assertNotFound(send(PATCH, VARIABLES + foreign, "{}"));
        assertNotFound(send(DELETE, VARIABLES + foreign, ""));
        assertNotFound(send(GET, VARIABLES + UUID.randomUUID(), ""));
        assertNotFound(send(GET, VARIABLES + "abc", ""));
    }

    @Test
    void aPageHolds500AndLinksToItsNeighbours(@Autowired JdbcClient jdbc) {
        jdbc.sql("""
                        INSERT INTO insight_variable (id, team_id, name, code_name, type, is_multi, created_at)
                        SELECT gen_random_uuid(), :team, 'v' || i, 'v' || i, 'STRING', false, now() + i * interval '1 ms'
                          FROM generate_series(1, 501) i
                        """).param("team", tenant.project()).update();

        var first = text(send(GET, VARIABLES + "?limit=1&page_size=1", ""));
        var second = text(send(GET, VARIABLES + "?page=2", ""));

        assertThat(JsonPath.<Integer>read(first, "$.count")).isEqualTo(501);
        assertThat(JsonPath.<Integer>read(first, "$.results.length()")).isEqualTo(500);
        assertThat(JsonPath.<String>read(first, "$.next"))
                .startsWith("http://")
                .endsWith("/insight_variables/?limit=1&page=2&page_size=1");
        assertThat(JsonPath.<String>read(first, "$.previous")).isNull();
        assertThat(JsonPath.<String>read(second, "$.results[0].name")).isEqualTo("v501");
        assertThat(JsonPath.<String>read(second, "$.previous")).endsWith("/insight_variables/");
        assertThat(text(send(GET, VARIABLES + "?page=last", ""))).contains("\"v501\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "-1", "x", "1.5"})
    void aPageThatIsNoneIsNotFound(String page) {
        send(GET, VARIABLES + "?page=" + page, "")
                .expectStatus()
                .isNotFound()
                .expectBody()
                .json("""
                {"type": "invalid_request", "code": "not_found", "detail": "Invalid page.", "attr": null}
                """, JsonCompareMode.STRICT);
    }

    @Test
    void readingAndWritingHaveScopesOfTheirOwn() {
        var id = create(named("a"));
        tenant = tenant.withKey(tenants.key(tenant.owner(), "insight_variable:read"));

        send(GET, VARIABLES, "").expectStatus().isOk();
        send(GET, VARIABLES + id, "").expectStatus().isOk();
        for (var method : new HttpMethod[] {PUT, PATCH, DELETE}) {
            send(method, VARIABLES + id, "")
                    .expectStatus()
                    .isForbidden()
                    .expectBody()
                    .json("""
                    {"type": "authentication_error", "code": "permission_denied",
                     "detail": "API key missing required scope 'insight_variable:write'", "attr": null}
                    """);
        }
    }

    @Test
    void aMemberWithTheScopeMayWrite() {
        var member = tenants.user(tenant.organization(), MembershipLevel.MEMBER);
        tenant = tenant.withKey(tenants.key(member, "insight_variable:write"));

        send(POST, VARIABLES, named("a"))
                .expectStatus()
                .isCreated()
                .expectBody()
                .json("""
                {"created_by": %d}
                """.formatted(member));
    }

    private ResponseSpec send(HttpMethod method, String path, String body) {
        return Calls.send(http, tenant, method, path, body);
    }

    private String create(String body) {
        return JsonPath.read(text(send(POST, VARIABLES, body).expectStatus().isCreated()), "$.id");
    }

    private static String named(String name) {
        return "{\"name\": \"%s\", \"type\": \"String\"}".formatted(name);
    }
}
