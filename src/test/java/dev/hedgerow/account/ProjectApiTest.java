package dev.hedgerow.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Credential;
import dev.hedgerow.auth.MembershipLevel;
import dev.hedgerow.auth.Teams;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

@ServerTest
@RecordApplicationEvents
class ProjectApiTest {

    private static final String PROJECTS = "/api/projects/";

    @Autowired
    Tenants tenants;

    @Autowired
    RestTestClient client;

    @Autowired
    ApplicationEvents events;

    Tenants.Tenant tenant;
    Http owner;

    @BeforeEach
    void callers() {
        tenant = tenants.create();
        owner = Http.withKey(client, tenant.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"projects", "environments"})
    void aProjectIsShownUnderBothNames(String root) {
        var byId = owner.get("/api/%s/%d/".formatted(root, tenant.project()), 200);
        var current = owner.get("/api/%s/@current".formatted(root), 200);

        assertThat(current).isEqualTo(byId);
        assertThat(byId.propertyNames())
                .startsWith(
                        "id",
                        "organization",
                        "name",
                        "product_description",
                        "created_at",
                        "effective_membership_level",
                        "has_group_types",
                        "group_types",
                        "live_events_token",
                        "updated_at",
                        "uuid",
                        "api_token",
                        "app_urls",
                        "anonymize_ips",
                        "completed_snippet_onboarding",
                        "ingested_event",
                        "test_account_filters")
                .contains("timezone", "secret_api_token", "project_id", "user_access_level", "managed_viewsets");
        assertThat(byId.get("project_id").longValue()).isEqualTo(tenant.project());
        assertThat(byId.get("organization").stringValue())
                .isEqualTo(tenant.organization().toString());
        assertThat(byId.get("effective_membership_level").intValue()).isEqualTo(15);
        assertThat(byId.get("api_token").stringValue()).startsWith("phc_");
    }

    @Test
    void theListHoldsEveryProjectOfTheCaller() {
        var second = created("Second");
        tenants.create();

        var all = owner.get(PROJECTS, 200);
        var page = owner.get("/api/environments/?limit=1&offset=1", 200);

        assertThat(all.get("count").intValue()).isEqualTo(2);
        assertThat(ids(all)).containsExactly(tenant.project(), id(second));
        assertThat(all.get("results").get(0).propertyNames())
                .containsExactly(
                        "id",
                        "uuid",
                        "organization",
                        "project_id",
                        "api_token",
                        "name",
                        "completed_snippet_onboarding",
                        "has_completed_onboarding_for",
                        "ingested_event",
                        "is_demo",
                        "timezone",
                        "access_control");
        assertThat(ids(page)).containsExactly(id(second));
        assertThat(page.get("previous").stringValue()).endsWith("/api/environments/?limit=1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alpha       | 2
            ALPHA       | 2
            beta alpha  | 1
            beta,alpha  | 1
            a_pha       | 0
            """)
    void searchFindsNamesThatHoldEveryWord(String search, int count) {
        created("Alpha one");
        created("Alpha Beta");

        var found = owner.get(PROJECTS + "?search=" + search, 200);

        assertThat(found.get("count").intValue()).isEqualTo(count);
    }

    @Test
    void whatIsNotThereAndWhatIsForeignLookAlike() {
        var foreign = tenants.create();

        assertThat(Http.error(owner.get(PROJECTS + foreign.project() + "/", 404)))
                .isEqualTo("not_found: Not found. (-)");
        assertThat(Http.error(owner.get(PROJECTS + "999999999/", 404))).isEqualTo("not_found: Not found. (-)");
        assertThat(Http.error(owner.get(PROJECTS + "abc/", 400)))
                .isEqualTo("invalid_input: Field 'id' expected a number but got 'abc'. (-)");
        owner.patch(PROJECTS + foreign.project() + "/", "{\"name\": \"mine\"}", 404);
        owner.delete(PROJECTS + foreign.project() + "/", 404);
    }

    @Test
    void aKeyOfOneProjectSeesThatProjectOnly() {
        var second = id(created("Second"));
        var key = Http.withKey(client, tenants.key(tenant.owner(), List.of("*"), List.of(tenant.project()), List.of()));

        key.get(PROJECTS + tenant.project(), 200);
        assertThat(Http.error(key.get(PROJECTS + second, 403)))
                .isEqualTo("permission_denied: API key does not have access to the requested project: ID %d. (-)"
                        .formatted(second));
        assertThat(Http.error(key.get(PROJECTS, 403)))
                .isEqualTo("permission_denied: API keys with scoped projects are only supported on project-based"
                        + " endpoints. (-)");
    }

    @Test
    void aKeyOfOneOrganizationListsThatOrganizationOnly() {
        var elsewhere = tenants.create();
        var scoped = tenants.key(tenant.owner(), List.of("*"), List.of(), List.of(elsewhere.organization()));

        var found = Http.withKey(client, scoped).get(PROJECTS, 200);

        assertThat(found.get("count").intValue()).isZero();
        Http.withKey(client, scoped).post(PROJECTS, "{\"name\": \"x\"}", 404);
    }

    @Test
    void aNewProjectHasDefaultsAndATokenOfItsOwn() {
        var project = owner.post(PROJECTS, "{}", 201);

        assertThat(project.get("name").stringValue()).isEqualTo("Default project");
        assertThat(project.get("timezone").stringValue()).isEqualTo("UTC");
        assertThat(project.get("api_token").stringValue()).matches("phc_[0-9a-zA-Z]{40,44}");
        owner.get(PROJECTS + id(project), 200);
    }

    @Test
    void aNameIsUsedOnceInAnOrganization() {
        var second = id(created("Alpha"));
        var text =
                "conflict: There is already a project called \"%s\" in this organization. Choose a different name. (-)";

        assertThat(Http.error(owner.post(PROJECTS, "{\"name\": \"Alpha\"}", 409)))
                .isEqualTo(text.formatted("Alpha"));
        created("Beta");
        assertThat(Http.error(owner.patch(PROJECTS + second + "/", "{\"name\": \"Beta\"}", 409)))
                .isEqualTo(text.formatted("Beta"));
        Http.withKey(client, tenants.create().key()).post(PROJECTS, "{\"name\": \"Alpha\"}", 201);
    }

    @Test
    void aPatchChangesNameAndTimezoneOnly() {
        var path = PROJECTS + tenant.project() + "/";
        var before = owner.get(path, 200);

        var changed = owner.patch(path, "{\"timezone\": \"Europe/Berlin\", \"api_token\": \"phc_mine\"}", 200);

        assertThat(changed.get("timezone").stringValue()).isEqualTo("Europe/Berlin");
        assertThat(changed.get("name")).isEqualTo(before.get("name"));
        assertThat(changed.get("api_token")).isEqualTo(before.get("api_token"));
        assertThat(owner.patch(path, "{}", 200)).isEqualTo(changed);
        assertThat(owner.patch(path, "{\"name\": \"Renamed\"}", 200).get("timezone"))
                .isEqualTo(changed.get("timezone"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": ""}                 | blank: This field may not be blank. (name)
            {"name": null}               | null: This field may not be null. (name)
            {"name": []}                 | invalid_input: Not a valid string. (name)
            {"timezone": "Mars/Olympus"} | invalid_choice: "Mars/Olympus" is not a valid choice. (timezone)
            """)
    void aSettingThatCannotBeIsRefused(String body, String error) {
        assertThat(Http.error(owner.patch(PROJECTS + tenant.project(), body, 400)))
                .isEqualTo(error);
        assertThat(Http.error(owner.post(PROJECTS, body, 400))).isEqualTo(error);
    }

    @Test
    void membersReadButOnlyAdminsWrite() {
        var member = Http.withKey(
                client, tenants.key(tenants.user(tenant.organization(), MembershipLevel.MEMBER), "project:write"));
        var admin = Http.withKey(
                client, tenants.key(tenants.user(tenant.organization(), MembershipLevel.ADMIN), "project:write"));
        var path = PROJECTS + tenant.project();
        var below = "/api/organizations/%s/projects/".formatted(tenant.organization());
        var insufficient = "permission_denied: You don't have sufficient permissions in the project. (-)";

        member.get(path, 200);
        assertThat(Http.error(member.patch(path, "{\"name\": \"x\"}", 403))).isEqualTo(insufficient);
        assertThat(Http.error(member.delete(path, 403))).isEqualTo(insufficient);
        assertThat(Http.error(member.post(below, "{\"name\": \"x\"}", 403)))
                .isEqualTo("permission_denied: You need to be an organization admin or above to create new projects."
                        + " (-)");
        admin.patch(path, "{\"name\": \"by an admin\"}", 200);
        admin.post(below, "{\"name\": \"another by an admin\"}", 201);
    }

    @Test
    void aDeletionIsAnnounced(@Autowired ProjectService projects, @Autowired Teams teams) {
        var team = teams.find(tenant.project()).orElseThrow();
        var admin = new Caller(
                tenant.owner(),
                UUID.randomUUID(),
                "ada",
                "ada@example.test",
                false,
                null,
                null,
                Map.of(tenant.organization(), MembershipLevel.ADMIN),
                new Credential.Session("sha256$"));

        projects.delete(team, admin);

        assertThat(events.stream(ProjectDeleted.class).map(ProjectDeleted::team))
                .containsExactly(team);
    }

    @Test
    void aDeletedProjectIsLeft() {
        var second = id(created("Second"));

        owner.delete(PROJECTS + tenant.project() + "/", 204);

        owner.get(PROJECTS + tenant.project(), 404);
        assertThat(id(owner.get(PROJECTS + "@current", 200))).isEqualTo(second);

        owner.delete(PROJECTS + second, 204);

        assertThat(Http.error(owner.get(PROJECTS + "@current", 404))).isEqualTo("not_found: Project not found. (-)");
        assertThat(id(created("Third"))).isEqualTo(id(owner.get(PROJECTS + "@current", 200)));
    }

    @Test
    void theProjectsOfAnOrganizationAreListedBelowIt() {
        var below = "/api/organizations/%s/projects/".formatted(tenant.organization());
        var foreign = tenants.create();

        assertThat(ids(owner.get(below, 200))).containsExactly(tenant.project());
        assertThat(owner.get(below + tenant.project(), 200)).isEqualTo(owner.get(PROJECTS + tenant.project(), 200));
        assertThat(owner.get("/api/organizations/@current/projects", 200)
                        .get("count")
                        .intValue())
                .isEqualTo(1);
        assertThat(Http.error(owner.get(below + foreign.project(), 404))).isEqualTo("not_found: Not found. (-)");
        owner.get(below + "abc", 404);
        for (var unseen : List.of(foreign.organization(), UUID.randomUUID())) {
            assertThat(Http.error(owner.get("/api/organizations/%s/projects/".formatted(unseen), 404)))
                    .isEqualTo("not_found: Organization not found. (-)");
        }
    }

    @Test
    void theScopeIsNamed() {
        var key = Http.withKey(client, tenants.key(tenant.owner(), "query:read"));

        assertThat(Http.error(key.get(PROJECTS, 403)))
                .isEqualTo("permission_denied: API key missing required scope 'project:read' (-)");
        assertThat(Http.error(key.post(PROJECTS, "{}", 403)))
                .isEqualTo("permission_denied: API key missing required scope 'project:write' (-)");
    }

    private JsonNode created(String name) {
        return owner.post(PROJECTS, "{\"name\": \"%s\"}".formatted(name), 201);
    }

    private static long id(JsonNode project) {
        return project.get("id").longValue();
    }

    private static List<Long> ids(JsonNode page) {
        return page.get("results").valueStream().map(ProjectApiTest::id).toList();
    }
}
