package dev.hedgerow.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.auth.MembershipLevel;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class PersonalApiKeyApiTest {

    private static final String KEYS = "/api/personal_api_keys/";
    private static final String REFUSAL = "This action does not support Personal API Key access";

    @Autowired
    Tenants tenants;

    @Autowired
    RestTestClient http;

    @Autowired
    JsonMapper json;

    Tenants.Tenant tenant;
    RestTestClient person;
    RestTestClient key;

    @BeforeEach
    void callers() {
        tenant = tenants.create();
        person = as(tenant.owner());
        key = http.mutate()
                .defaultHeaders(headers -> headers.addAll(Tenants.bearer(tenant.key())))
                .build();
    }

    @Test
    void aNewKeyShowsItsValueOnceAndWorks() {
        var made = create("ci", "\"warehouse_view:read\"");

        assertThat(made.propertyNames())
                .containsExactly(
                        "id",
                        "label",
                        "description",
                        "value",
                        "mask_value",
                        "created_at",
                        "last_used_at",
                        "last_rolled_at",
                        "user_id",
                        "scopes",
                        "scoped_teams",
                        "scoped_organizations",
                        "is_legacy_hashing",
                        "local_dev_value");
        assertThat(made.get("value").stringValue()).matches("phx_[0-9a-zA-Z]{44,48}");
        assertThat(made.get("mask_value").stringValue())
                .isEqualTo("phx_..."
                        + made.get("value")
                                .stringValue()
                                .substring(made.get("value").stringValue().length() - 4));
        assertThat(body(person, HttpMethod.GET, KEYS + id(made), "", 200)
                        .get("value")
                        .isNull())
                .isTrue();
        assertThat(self(made).get("id")).isEqualTo(made.get("id"));
    }

    @Test
    void theListIsABareArrayNewestFirst() {
        create("first", "\"*\"");
        create("second", "\"*\"");

        var keys = body(person, HttpMethod.GET, KEYS, "", 200);

        assertThat(keys.isArray()).isTrue();
        assertThat(keys.valueStream().map(row -> row.get("label").stringValue()))
                .containsExactly("second", "first", "test");
        assertThat(keys.valueStream()).allMatch(row -> row.get("value").isNull());
    }

    @Test
    void rollingKillsTheOldValueAtOnce() {
        var made = create("ci", "\"*\"");

        var rolled = body(person, HttpMethod.POST, KEYS + id(made) + "/roll/", "", 200);

        assertThat(rolled.get("id")).isEqualTo(made.get("id"));
        assertThat(rolled.get("value")).isNotEqualTo(made.get("value"));
        assertThat(rolled.get("last_rolled_at").isNull()).isFalse();
        assertThat(self(rolled).get("label").stringValue()).isEqualTo("ci");
        http.get()
                .uri(KEYS + "@current")
                .header("Authorization", "Bearer " + made.get("value").stringValue())
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void aPatchChangesOnlyWhatItNames() {
        var made = create("ci", "\"*\"");

        var changed =
                body(person, HttpMethod.PATCH, KEYS + id(made), "{\"label\": \"cd\", \"description\": \" \"}", 200);

        assertThat(changed.get("label").stringValue()).isEqualTo("cd");
        assertThat(changed.get("description").isNull()).isTrue();
        assertThat(changed.get("scopes")).isEqualTo(made.get("scopes"));
        assertThat(changed.get("mask_value")).isEqualTo(made.get("mask_value"));
    }

    @Test
    void aDeletedKeyIsGone() {
        var made = create("ci", "\"*\"");

        person.delete().uri(KEYS + id(made) + "/").exchange().expectStatus().isNoContent();

        body(person, HttpMethod.GET, KEYS + id(made), "", 404);
    }

    @Test
    void aKeyMayAskForItselfAndNothingElse() {
        var own = body(key, HttpMethod.GET, KEYS + "@current", "", 200);
        var another = id(create("another", "\"*\""));

        assertThat(own.get("scoped_teams").isArray()).isTrue();
        assertThat(own.get("scoped_organizations").isArray()).isTrue();
        assertThat(body(key, HttpMethod.GET, KEYS + id(own), "", 200).get("id")).isEqualTo(own.get("id"));
        for (var refused : List.of(
                body(key, HttpMethod.GET, KEYS + another, "", 403),
                body(key, HttpMethod.GET, KEYS, "", 403),
                body(key, HttpMethod.POST, KEYS, "{}", 403),
                body(key, HttpMethod.PATCH, KEYS + id(own), "{}", 403),
                body(key, HttpMethod.DELETE, KEYS + id(own), "", 403),
                body(key, HttpMethod.POST, KEYS + id(own) + "/roll", "", 403))) {
            assertThat(refused.get("detail").stringValue()).isEqualTo(REFUSAL);
            assertThat(refused.get("code").stringValue()).isEqualTo("permission_denied");
        }
    }

    @Test
    void anotherUsersKeyIsNotFound() {
        var foreign = id(body(
                as(tenants.user(tenant.organization(), MembershipLevel.MEMBER)),
                HttpMethod.POST,
                KEYS,
                request("theirs", "\"*\""),
                201));

        body(person, HttpMethod.GET, KEYS + foreign, "", 404);
        body(key, HttpMethod.GET, KEYS + foreign, "", 404);
        body(person, HttpMethod.DELETE, KEYS + foreign, "", 404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                          | required      | This field is required.         | label
            {"label":" "}                                               | blank         | This field may not be blank.    | label
            {"label":"1234567890123456789012345678901234567890x"}       | max_length    | Ensure this field has no more than 40 characters. | label
            {"label":"x"}                                               | required      | This field is required.         | scopes
            {"label":"x","scopes":"*"}                                  | not_a_list    | Expected a list of items but got type "str". | scopes
            {"label":"x","scopes":[],"scoped_teams":[],"scoped_organizations":[]} | empty | This list may not be empty.   | scopes
            {"label":"x","scopes":["*"]}                                | required      | This field is required.         | scoped_teams
            {"label":"x","scopes":["*"],"scoped_teams":[]}              | required      | This field is required.         | scoped_organizations
            {"label":"x","scopes":["nope:read"],"scoped_teams":[],"scoped_organizations":[]}   | invalid_input | Invalid scope: nope:read | scopes
            {"label":"x","scopes":["query"],"scoped_teams":[],"scoped_organizations":[]}       | invalid_input | Invalid scope: query     | scopes
            {"label":"x","scopes":["query:run"],"scoped_teams":[],"scoped_organizations":[]}   | invalid_input | Invalid scope: query:run | scopes
            {"label":"x","scopes":["signal_scout_internal:read"],"scoped_teams":[],"scoped_organizations":[]} | invalid_input | Invalid scope: signal_scout_internal:read | scopes
            {"label":"x","scopes":["*"],"scoped_teams":[0],"scoped_organizations":[]}          | invalid_input | You must be a member of all teams that you are scoping the key to. | scoped_teams
            {"label":"x","scopes":["*"],"scoped_teams":["a"],"scoped_organizations":[]}        | invalid_input | A valid integer is required. | scoped_teams__0
            {"label":"x","scopes":["*"],"scoped_teams":[],"scoped_organizations":["a"]}        | invalid_input | Invalid organization UUID | scoped_organizations
            {"label":"x","scopes":["*"],"scoped_teams":[],"scoped_organizations":["00000000-0000-0000-0000-000000000000"]} | invalid_input | You must be a member of all organizations that you are scoping the key to. | scoped_organizations
            """)
    void aKeyThatCannotBeIsRefused(String request, String code, String detail, String attr) {
        var error = body(person, HttpMethod.POST, KEYS, request, 400);

        assertThat(error.get("code").stringValue()).isEqualTo(code);
        assertThat(error.get("detail").stringValue()).isEqualTo(detail);
        assertThat(error.get("attr").stringValue()).isEqualTo(attr);
    }

    @Test
    void aKeyIsScopedToOnesOwnProjectsOnly() {
        var other = tenants.create();
        var mine = "{\"label\":\"x\",\"scopes\":[\"*\"],\"scoped_teams\":[%d],\"scoped_organizations\":[\"%s\"]}";

        body(person, HttpMethod.POST, KEYS, mine.formatted(tenant.project(), tenant.organization()), 201);
        body(person, HttpMethod.POST, KEYS, mine.formatted(other.project(), tenant.organization()), 400);
        body(person, HttpMethod.POST, KEYS, mine.formatted(tenant.project(), other.organization()), 400);
    }

    @Test
    void twentyCreatesAtOnceNeverExceedTen() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var creates = java.util.Collections.nCopies(
                    20, (Callable<Integer>) () -> status(person, KEYS, request("race", "\"*\"")));

            var answers =
                    threads.invokeAll(creates).stream().map(Future::resultNow).toList();

            // The tenant has one already.
            assertThat(answers).filteredOn(status -> status == 201).hasSize(9);
            assertThat(answers).filteredOn(status -> status == 400).hasSize(11);
        }
        assertThat(body(person, HttpMethod.GET, KEYS, "", 200).size()).isEqualTo(10);
        assertThat(body(person, HttpMethod.POST, KEYS, request("11th", "\"*\""), 400))
                .isEqualTo(json.readTree("""
                {"type": "validation_error", "code": "invalid_input", "attr": null,
                 "detail": "You can only have 10 personal API keys. Remove an existing key before creating a new one."}
                """));
    }

    private JsonNode create(String label, String scopes) {
        return body(person, HttpMethod.POST, KEYS, request(label, scopes), 201);
    }

    private static String request(String label, String scopes) {
        return "{\"label\":\"%s\",\"scopes\":[%s],\"scoped_teams\":[],\"scoped_organizations\":[]}"
                .formatted(label, scopes);
    }

    private JsonNode self(JsonNode made) {
        var self = http.mutate()
                .defaultHeaders(headers ->
                        headers.addAll(Tenants.bearer(made.get("value").stringValue())))
                .build();
        return body(self, HttpMethod.GET, KEYS + "@current", "", 200);
    }

    private RestTestClient as(long user) {
        return http.mutate()
                .defaultHeaders(headers -> headers.addAll(tenants.session(user)))
                .build();
    }

    private static String id(JsonNode key) {
        return key.get("id").stringValue();
    }

    private static int status(RestTestClient client, String path, String body) {
        return client.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private JsonNode body(RestTestClient client, HttpMethod method, String path, String body, int status) {
        var answer = client.method(method)
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return json.readTree(answer == null ? "null" : answer);
    }
}
