package dev.hedgerow.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.LockHolder;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.auth.MembershipLevel;
import java.util.Collections;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
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
    Http person;
    Http key;

    @BeforeEach
    void callers() {
        tenant = tenants.create();
        person = as(tenant.owner());
        key = Http.withKey(http, tenant.key());
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
        assertThat(person.get(KEYS + id(made), 200).get("value").isNull()).isTrue();
        assertThat(self(made).get("id")).isEqualTo(made.get("id"));
    }

    @Test
    void theListIsABareArrayNewestFirst() {
        create("first", "\"*\"");
        create("second", "\"*\"");

        var keys = person.get(KEYS, 200);

        assertThat(keys.isArray()).isTrue();
        assertThat(keys.valueStream().map(row -> row.get("label").stringValue()))
                .containsExactly("second", "first", "test");
        assertThat(keys.valueStream()).allMatch(row -> row.get("value").isNull());
    }

    @Test
    void rollingKillsTheOldValueAtOnce() {
        var made = create("ci", "\"*\"");

        var rolled = person.post(KEYS + id(made) + "/roll/", "", 200);

        assertThat(rolled.get("id")).isEqualTo(made.get("id"));
        assertThat(rolled.get("value")).isNotEqualTo(made.get("value"));
        assertThat(rolled.get("last_rolled_at").isNull()).isFalse();
        assertThat(self(rolled).get("label").stringValue()).isEqualTo("ci");
        Http.withKey(http, made.get("value").stringValue()).get(KEYS + "@current", 401);
    }

    /** Else a leaked key that was rolled would work again, and the new one not at all. */
    @Test
    void aPatchDoesNotUndoTheRollThatItMeets(@Autowired JdbcClient jdbc, @Autowired TransactionTemplate transactions) {
        var made = create("ci", "\"*\"");
        var roll = jdbc.sql("UPDATE personal_api_key SET secure_value = 'rolled' WHERE id = :id")
                .param("id", id(made));

        var changed = new LockHolder(jdbc, transactions)
                .meet(roll::update, () -> person.patch(KEYS + id(made), "{\"label\": \"cd\"}", 200), () -> {});

        assertThat(changed.get("label").stringValue()).isEqualTo("cd");
        Http.withKey(http, made.get("value").stringValue()).get(KEYS + "@current", 401);
    }

    @Test
    void aPatchChangesOnlyWhatItNames() {
        var made = create("ci", "\"*\"");

        var changed = person.patch(KEYS + id(made), "{\"label\": \"cd\", \"description\": \" \"}", 200);

        assertThat(changed.get("label").stringValue()).isEqualTo("cd");
        assertThat(changed.get("description").isNull()).isTrue();
        assertThat(changed.get("scopes")).isEqualTo(made.get("scopes"));
        assertThat(changed.get("mask_value")).isEqualTo(made.get("mask_value"));
    }

    @Test
    void aDeletedKeyIsGone() {
        var made = create("ci", "\"*\"");

        person.delete(KEYS + id(made) + "/", 204);

        person.get(KEYS + id(made), 404);
    }

    @Test
    void aKeyMayAskForItselfAndNothingElse() {
        var own = key.get(KEYS + "@current", 200);
        var another = id(create("another", "\"*\""));

        assertThat(own.get("scoped_teams").isArray()).isTrue();
        assertThat(own.get("scoped_organizations").isArray()).isTrue();
        assertThat(key.get(KEYS + id(own), 200).get("id")).isEqualTo(own.get("id"));
        for (var refused : List.of(
                key.get(KEYS + another, 403),
                key.get(KEYS, 403),
                key.post(KEYS, "{}", 403),
                key.patch(KEYS + id(own), "{}", 403),
                key.delete(KEYS + id(own), 403),
                key.post(KEYS + id(own) + "/roll", "", 403))) {
            assertThat(refused.get("detail").stringValue()).isEqualTo(REFUSAL);
            assertThat(refused.get("code").stringValue()).isEqualTo("permission_denied");
        }
    }

    @Test
    void anotherUsersKeyIsNotFound() {
        var foreign = id(as(tenants.user(tenant.organization(), MembershipLevel.MEMBER))
                .post(KEYS, request("theirs", "\"*\""), 201));

        person.get(KEYS + foreign, 404);
        key.get(KEYS + foreign, 404);
        person.delete(KEYS + foreign, 404);
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
        var error = person.post(KEYS, request, 400);

        assertThat(error.get("code").stringValue()).isEqualTo(code);
        assertThat(error.get("detail").stringValue()).isEqualTo(detail);
        assertThat(error.get("attr").stringValue()).isEqualTo(attr);
    }

    @Test
    void aKeyIsScopedToOnesOwnProjectsOnly() {
        var other = tenants.create();
        var mine = "{\"label\":\"x\",\"scopes\":[\"*\"],\"scoped_teams\":[%d],\"scoped_organizations\":[\"%s\"]}";

        person.post(KEYS, mine.formatted(tenant.project(), tenant.organization()), 201);
        person.post(KEYS, mine.formatted(other.project(), tenant.organization()), 400);
        person.post(KEYS, mine.formatted(tenant.project(), other.organization()), 400);
    }

    @Test
    void twentyCreatesAtOnceNeverExceedTen() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var creates = Collections.nCopies(20, (Callable<Integer>)
                    () -> person.exchange(HttpMethod.POST, KEYS, request("race", "\"*\""))
                            .returnResult(String.class)
                            .getStatus()
                            .value());

            var answers =
                    threads.invokeAll(creates).stream().map(Future::resultNow).toList();

            // The tenant has one already.
            assertThat(answers).filteredOn(status -> status == 201).hasSize(9);
            assertThat(answers).filteredOn(status -> status == 400).hasSize(11);
        }
        assertThat(person.get(KEYS, 200).size()).isEqualTo(10);
        assertThat(person.post(KEYS, request("11th", "\"*\""), 400)).isEqualTo(json.readTree("""
                {"type": "validation_error", "code": "invalid_input", "attr": null,
                 "detail": "You can only have 10 personal API keys. Remove an existing key before creating a new one."}
                """));
    }

    private JsonNode create(String label, String scopes) {
        return person.post(KEYS, request(label, scopes), 201);
    }

    private static String request(String label, String scopes) {
        return "{\"label\":\"%s\",\"scopes\":[%s],\"scoped_teams\":[],\"scoped_organizations\":[]}"
                .formatted(label, scopes);
    }

    private JsonNode self(JsonNode made) {
        return Http.withKey(http, made.get("value").stringValue()).get(KEYS + "@current", 200);
    }

    private Http as(long user) {
        return Http.with(http, tenants.session(user));
    }

    private static String id(JsonNode key) {
        return key.get("id").stringValue();
    }
}
