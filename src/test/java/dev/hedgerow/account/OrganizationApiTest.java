package dev.hedgerow.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.auth.MembershipLevel;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServerTest
class OrganizationApiTest {

    private static final String ORGANIZATIONS = "/api/organizations/";

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RestTestClient client;

    Tenants.Tenant tenant;
    Http owner;

    @BeforeEach
    void callers() {
        tenant = tenants.create();
        owner = Http.withKey(client, tenant.key());
    }

    @Test
    void anOrganizationShowsItsProjectsAndMembers() {
        tenants.user(tenant.organization(), MembershipLevel.MEMBER);

        var organization = owner.get(ORGANIZATIONS + tenant.organization() + "/", 200);

        assertThat(organization.propertyNames())
                .containsExactly(
                        "id",
                        "name",
                        "slug",
                        "logo_media_id",
                        "created_at",
                        "updated_at",
                        "membership_level",
                        "plugins_access_level",
                        "teams",
                        "projects",
                        "available_product_features",
                        "is_member_join_email_enabled",
                        "metadata",
                        "customer_id",
                        "enforce_2fa",
                        "members_can_invite",
                        "members_can_use_personal_api_keys",
                        "allow_publicly_shared_resources",
                        "member_count",
                        "is_ai_data_processing_approved",
                        "default_experiment_stats_method",
                        "default_role_id");
        assertThat(organization.get("membership_level").intValue()).isEqualTo(15);
        assertThat(organization.get("member_count").intValue()).isEqualTo(2);
        assertThat(organization.get("teams").get(0).get("id").longValue()).isEqualTo(tenant.project());
        assertThat(organization.get("projects").get(0).propertyNames())
                .containsExactly("id", "organization_id", "name");
        assertThat(owner.get(ORGANIZATIONS + "@current", 200)).isEqualTo(organization);
    }

    @Test
    void theListHoldsTheCallersOwn() {
        tenants.create();

        var page = owner.get(ORGANIZATIONS, 200);

        assertThat(page.propertyNames()).containsExactly("count", "next", "previous", "results");
        assertThat(page.get("results").valueStream().map(row -> row.get("id").stringValue()))
                .containsExactly(tenant.organization().toString());
    }

    @Test
    void whatIsNotThereAndWhatIsForeignLookAlike() {
        for (var unseen : List.of(tenants.create().organization(), UUID.randomUUID(), "abc")) {
            assertThat(Http.error(owner.get(ORGANIZATIONS + unseen + "/", 404))).isEqualTo("not_found: Not found. (-)");
        }
    }

    @Test
    void withoutACurrentOneThereIsNoCurrentOne() {
        var member = tenants.user(tenant.organization(), MembershipLevel.MEMBER);
        var key = Http.withKey(client, tenants.key(member, "*"));

        assertThat(Http.error(key.get(ORGANIZATIONS + "@current/", 404)))
                .isEqualTo("not_found: Current organization not found. (-)");
        assertThat(Http.error(key.get(ORGANIZATIONS + "@current/projects/", 404)))
                .isEqualTo("not_found: Organization not found. (-)");
    }

    @Test
    void keysSeeOnlyWhatTheyAreScopedTo() {
        var elsewhere = tenants.create();
        var ofOther = Http.withKey(
                client, tenants.key(tenant.owner(), List.of("*"), List.of(), List.of(elsewhere.organization())));
        var ofProject =
                Http.withKey(client, tenants.key(tenant.owner(), List.of("*"), List.of(tenant.project()), List.of()));

        ofOther.get(ORGANIZATIONS + tenant.organization(), 404);
        assertThat(ofOther.get(ORGANIZATIONS, 200).get("count").intValue()).isZero();
        assertThat(Http.error(ofProject.get(ORGANIZATIONS + tenant.organization(), 403)))
                .isEqualTo("permission_denied: API keys with scoped projects are only supported on project-based"
                        + " endpoints. (-)");
    }

    @Test
    void onlyStaffCreatesOrganizations() {
        assertThat(Http.error(owner.post(ORGANIZATIONS, "{\"name\": \"New\"}", 403)))
                .isEqualTo("permission_denied: You are not a staff user, contact your instance admin. (-)");
        jdbc.sql("UPDATE app_user SET is_staff = true WHERE id = :id")
                .param("id", tenant.owner())
                .update();

        var made = owner.post(ORGANIZATIONS, "{\"name\": \"Zoë & Söhne\"}", 201);

        assertThat(made.get("slug").stringValue()).startsWith("zoe-sohne-");
        assertThat(made.get("membership_level").intValue()).isEqualTo(15);
        assertThat(made.get("projects").get(0).get("name").stringValue()).isEqualTo("Default project");
        assertThat(owner.get(ORGANIZATIONS + "@current", 200).get("id")).isEqualTo(made.get("id"));
        assertThat(Http.error(owner.post(ORGANIZATIONS, "{}", 400)))
                .isEqualTo("required: This field is required. (name)");
    }
}
