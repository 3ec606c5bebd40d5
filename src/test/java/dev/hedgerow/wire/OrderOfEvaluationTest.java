package dev.hedgerow.wire;

import static dev.hedgerow.wire.Errors.NOT_ACCEPTABLE;
import static dev.hedgerow.wire.Errors.NOT_FOUND;
import static dev.hedgerow.wire.Errors.NO_CREDENTIAL;
import static dev.hedgerow.wire.Errors.NO_ENDPOINT;
import static dev.hedgerow.wire.Errors.NO_PROJECT;
import static dev.hedgerow.wire.Errors.denied;
import static dev.hedgerow.wire.Errors.invalidKey;
import static dev.hedgerow.wire.Errors.notAllowed;
import static dev.hedgerow.wire.Errors.unsupported;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.auth.MembershipLevel;
import dev.hedgerow.auth.Sessions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class OrderOfEvaluationTest {

    static final String JSON = "application/json";
    static final String NO_PROJECT_ACCESS = denied("You don't have access to the project.");
    static final String NO_KEYS = denied("This action does not support personal API key access");

    @Autowired
    Tenants tenants;

    @Autowired
    Sessions sessions;

    Tenants.Tenant tenant;
    RawHttp nobody;
    RawHttp owner;

    @BeforeEach
    void callers(@LocalServerPort int port) {
        tenant = tenants.create();
        nobody = new RawHttp(port);
        owner = nobody.key(tenant.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "FOO"})
    void aRouteThatIsNotThereIsToldToAnybody(String method) {
        assertThat(nobody.send(method, tenant.path("nope/")).told()).isEqualTo(NO_ENDPOINT);
        assertThat(nobody.send(method, "/api").told()).isEqualTo(NO_ENDPOINT);
        assertThat(nobody.send(method, "/api/").told()).isEqualTo(NO_ENDPOINT);
    }

    @Test
    void formatAndAcceptComeBeforeTheCaller() {
        var variables = tenant.path("insight_variables/");

        assertThat(nobody.get(variables + "?format=csv").told()).isEqualTo(NOT_FOUND);
        assertThat(nobody.get(tenant.path("insight_variables.csv")).told()).isEqualTo(NOT_FOUND);
        assertThat(nobody.with("Accept: text/html").get(variables).told()).isEqualTo(NOT_ACCEPTABLE);
        assertThat(nobody.with("Accept: text/html").get(tenant.path("nope/")).told())
                .isEqualTo(NO_ENDPOINT);
    }

    @Test
    void aBodyThatCannotBeReadComesBeforeTheMissingKeyButAfterAKeyInTheHeader() {
        var variables = tenant.path("insight_variables/");

        assertThat(nobody.send("POST", variables, JSON, "{").told())
                .startsWith("400")
                .contains("parse_error");
        assertThat(nobody.send("POST", variables, "text/plain", "x").told()).isEqualTo(unsupported("text/plain"));
        assertThat(nobody.send("POST", variables, JSON, "{}").told()).isEqualTo(NO_CREDENTIAL);
        assertThat(nobody.key("phx_wrong").send("POST", variables, JSON, "{").told())
                .isEqualTo(invalidKey("Authorization header"));
    }

    @Test
    void whatKeysCannotDoComesBeforeTheProject() {
        assertThat(owner.send("POST", "/api/projects/999999999/probe/people").told())
                .isEqualTo(NO_KEYS);
    }

    @Test
    void theProjectComesBeforeTheScopeAndTheScopeBeforeTheMembership() {
        var scopeless = nobody.key(tenants.key(tenant.owner(), "user:read"));
        var foreign = tenants.create();
        var missing = denied("API key missing required scope 'insight_variable:read'");

        assertThat(scopeless.get("/api/projects/999999999/insight_variables/").told())
                .isEqualTo(NO_PROJECT);
        assertThat(scopeless.get(foreign.path("insight_variables/")).told()).isEqualTo(missing);
        assertThat(owner.get(foreign.path("insight_variables/")).told()).isEqualTo(NO_PROJECT_ACCESS);
    }

    @Test
    void aKeyForOtherProjectsOrOrganizationsIsToldSoBeforeItsScopes() {
        var foreign = tenants.create();
        var elsewhere = tenants.key(tenant.owner(), List.of(), List.of(foreign.project()), List.of());
        var abroad = tenants.key(tenant.owner(), List.of("*"), List.of(), List.of(foreign.organization()));
        var variables = tenant.path("insight_variables/");

        assertThat(nobody.key(elsewhere).get(variables).told())
                .isEqualTo(denied(
                        "API key does not have access to the requested project: ID %d.".formatted(tenant.project())));
        assertThat(nobody.key(abroad).get(variables).told())
                .isEqualTo(denied("API key does not have access to the requested organization: ID %s."
                        .formatted(tenant.organization())));
    }

    @Test
    void writeImpliesReadAndNotTheReverse() {
        var writer = nobody.key(tenants.key(tenant.owner(), "insight_variable:write"));
        var reader = nobody.key(tenants.key(tenant.owner(), "insight_variable:read"));
        var variables = tenant.path("insight_variables/");

        assertThat(writer.get(variables).status()).isEqualTo(200);
        assertThat(reader.get(variables).status()).isEqualTo(200);
        assertThat(reader.send("POST", variables, JSON, "{}").told())
                .isEqualTo(denied("API key missing required scope 'insight_variable:write'"));
    }

    @Test
    void aKeyWithoutScopesMayNothingButAskWhoItIs() {
        var empty = nobody.key(tenants.key(tenant.owner()));

        assertThat(empty.get(tenant.path("insight_variables/")).told())
                .isEqualTo(denied("API key missing required scope 'insight_variable:read'"));
        assertThat(empty.get(tenant.path("probe/anybody")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "1e3", "99999999999999999999", "phc_x", "@me", "%40"})
    void whatIsNoProjectIsNotFound(String project) {
        assertThat(owner.get("/api/projects/%s/insight_variables/".formatted(project))
                        .told())
                .isEqualTo(NO_PROJECT);
    }

    @Test
    void aWrongMethodIsToldToEveryCredentialAndToNobodyElse() {
        var session = sessions.start(tenant.owner());
        var person = nobody.with("Cookie: sessionid=" + session.token()).with("X-CSRFToken: " + session.csrfToken());
        var variables = tenant.path("insight_variables/");

        var toKey = owner.send("PUT", variables, JSON, "{}");
        var toPerson = person.send("PUT", variables, JSON, "{}");

        assertThat(toKey.told()).isEqualTo(notAllowed("PUT"));
        assertThat(toKey.header("Allow")).isEqualTo("GET, POST, HEAD, OPTIONS");
        assertThat(toPerson.told()).isEqualTo(notAllowed("PUT"));
        assertThat(owner.send("FOO", variables).told()).isEqualTo(notAllowed("FOO"));
        assertThat(nobody.send("PUT", variables, JSON, "{}").told()).isEqualTo(NO_CREDENTIAL);
        assertThat(nobody.send("FOO", variables).told()).isEqualTo(NO_CREDENTIAL);
    }

    @Test
    void theObjectComesAfterThePermissionAndBeforeTheBody() {
        var reader = nobody.key(tenants.key(tenant.owner(), "insight_variable:read"));
        var unknown = tenant.path("insight_variables/not-a-uuid/");

        assertThat(reader.send("PATCH", unknown, JSON, "{}").status()).isEqualTo(403);
        assertThat(owner.send("PATCH", unknown, JSON, "{\"name\": 1}").told()).isEqualTo(NOT_FOUND);
    }

    @Test
    void aPersonNeedsTheTokenOfTheirPageToChangeAnything() {
        var session = sessions.start(tenant.owner());
        var person = nobody.with("Cookie: sessionid=" + session.token());
        var people = tenant.path("probe/people/");

        assertThat(person.get(tenant.path("insight_variables/")).status()).isEqualTo(200);
        assertThat(person.send("POST", people).told()).isEqualTo(denied("CSRF Failed: CSRF token missing."));
        assertThat(person.with("X-CSRFToken: no").send("POST", people).told())
                .isEqualTo(denied("CSRF Failed: CSRF token from the 'X-Csrftoken' HTTP header incorrect."));
        assertThat(person.with("X-CSRFToken: " + session.csrfToken())
                        .send("POST", people)
                        .told())
                .isEqualTo("200 {\"user\":%d}".formatted(tenant.owner()));
        assertThat(nobody.with("Cookie: sessionid=wrong").send("POST", people).told())
                .isEqualTo(NO_CREDENTIAL);
    }

    @Test
    void anOrganizationMayForbidItsMembersToUseKeys(@Autowired JdbcClient jdbc) {
        jdbc.sql("UPDATE organization SET members_can_use_personal_api_keys = false, name = 'Acme' WHERE id = :id")
                .param("id", tenant.organization())
                .update();
        var member = tenants.user(tenant.organization(), MembershipLevel.MEMBER);
        var variables = tenant.path("insight_variables/");

        assertThat(owner.get(variables).status()).isEqualTo(200);
        assertThat(nobody.key(tenants.key(member, "*")).get(variables).told())
                .isEqualTo(denied("Organization 'Acme' does not allow using personal API keys. Contact an admin to "
                        + "enable personal API keys for this organization."));
    }
}
