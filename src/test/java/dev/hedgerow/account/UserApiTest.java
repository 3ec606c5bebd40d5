package dev.hedgerow.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.auth.MembershipLevel;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServerTest
class UserApiTest {

    private static final String ME = "/api/users/@me/";

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RestTestClient client;

    @LocalServerPort
    int port;

    Tenants.Tenant tenant;
    Http owner;

    @BeforeEach
    void callers() {
        tenant = tenants.create();
        owner = Http.withKey(client, tenant.key());
    }

    @Test
    void everyDocumentedKeyIsThereInOrder() {
        var me = owner.get(ME, 200);

        assertThat(me.propertyNames())
                .containsExactly(
                        ("date_joined uuid distinct_id first_name last_name email pending_email is_email_verified"
                                        + " notification_settings notification_locks anonymize_data allow_impersonation"
                                        + " toolbar_mode has_password id is_staff is_impersonated is_impersonated_until"
                                        + " is_impersonated_read_only is_impersonated_reason sensitive_session_expires_at"
                                        + " fresh_reauth_expires_at team organization organizations events_column_config"
                                        + " is_2fa_enabled has_social_auth has_sso_enforcement has_seen_product_intro_for"
                                        + " scene_personalisation theme_mode hedgehog_config allow_sidebar_suggestions"
                                        + " shortcut_position role_at_organization passkeys_enabled_for_2fa hide_mcp_hints"
                                        + " ui_configuration onboarding_skipped_at onboarding_skipped_reason"
                                        + " onboarding_skipped_organization_id onboarding_delegated_to_invite"
                                        + " onboarding_delegated_to_organization_id onboarding_delegation_accepted_at"
                                        + " is_organization_first_user active_realtime_notification_types pending_invites"
                                        + " requires_credential_review")
                                .split(" "));
        assertThat(me.get("id").longValue()).isEqualTo(tenant.owner());
        assertThat(me.get("team").get("id").longValue()).isEqualTo(tenant.project());
        assertThat(me.get("organization").get("id").stringValue())
                .isEqualTo(tenant.organization().toString());
        assertThat(me.get("organizations").get(0).propertyNames())
                .containsExactly(
                        "id",
                        "name",
                        "slug",
                        "logo_media_id",
                        "membership_level",
                        "members_can_use_personal_api_keys",
                        "is_active",
                        "is_not_active_reason",
                        "is_pending_deletion");
    }

    @Test
    void thePathMayBePercentEncoded() {
        Http.withKey(client, tenant.key())
                .client()
                .get()
                .uri(URI.create("http://localhost:%d/api/users/%%40me/".formatted(port)))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo(tenant.owner());
    }

    @Test
    void theListHoldsOnlyTheCaller() {
        tenants.user(tenant.organization(), MembershipLevel.MEMBER);

        var page = owner.get("/api/users/", 200);

        assertThat(page.get("count").intValue()).isEqualTo(1);
        assertThat(page.get("results").get(0)).isEqualTo(owner.get(ME, 200));
    }

    @Test
    void onlyStaffNamesOthers() {
        var me = owner.get(ME, 200);

        assertThat(Http.error(owner.get("/api/users/" + UUID.randomUUID(), 403)))
                .isEqualTo("permission_denied: As a non-staff user you're only allowed to access the `@me` user"
                        + " instance. (-)");
        jdbc.sql("UPDATE app_user SET is_staff = true WHERE id = :id")
                .param("id", tenant.owner())
                .update();
        assertThat(owner.get("/api/users/" + me.get("uuid").stringValue(), 200).get("id"))
                .isEqualTo(me.get("id"));
        owner.get("/api/users/" + UUID.randomUUID(), 404);
    }

    @Test
    void aKeyOfOneProjectStillSeesItsUser() {
        var scoped = tenants.key(tenant.owner(), List.of("user:read"), List.of(tenant.project()), List.of());

        Http.withKey(client, scoped).get(ME, 200);
        assertThat(Http.error(Http.withKey(client, scoped).patch(ME, "{}", 403)))
                .isEqualTo("permission_denied: API key missing required scope 'user:write' (-)");
    }

    @Test
    void aPatchChangesOnlyWhatItNames() {
        var changed = owner.patch(ME, "{\"last_name\": \"Lovelace\", \"role_at_organization\": \"engineering\"}", 200);

        assertThat(changed.get("first_name").stringValue()).isEqualTo("Ada");
        assertThat(changed.get("last_name").stringValue()).isEqualTo("Lovelace");
        assertThat(changed.get("role_at_organization").stringValue()).isEqualTo("engineering");
        assertThat(owner.get(ME, 200)).isEqualTo(changed);
    }

    @Test
    void theCurrentProjectAndOrganizationAreSwitched() {
        var second = tenants.project(tenant.organization());
        var elsewhere = tenants.create();
        jdbc.sql("INSERT INTO membership VALUES (:user, :organization, 1, now())")
                .param("user", tenant.owner())
                .param("organization", elsewhere.organization())
                .update();

        assertThat(owner.patch(ME, "{\"set_current_team\": \"%d\"}".formatted(second), 200)
                        .get("team")
                        .get("id")
                        .longValue())
                .isEqualTo(second);
        assertThat(owner.get("/api/projects/@current", 200).get("id").longValue())
                .isEqualTo(second);
        assertThat(owner.patch(ME, "{\"set_current_organization\": \"%s\"}".formatted(elsewhere.organization()), 200)
                        .get("team")
                        .get("id")
                        .longValue())
                .isEqualTo(elsewhere.project());
        assertThat(owner.patch(ME, "{\"set_current_team\": %d}".formatted(tenant.project()), 200)
                        .get("organization")
                        .get("id")
                        .stringValue())
                .isEqualTo(tenant.organization().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"set_current_team": "999999999"}       | does_not_exist: Object with id=999999999 does not exist. (set_current_team)
            {"set_current_team": "abc"}             | does_not_exist: Object with id=abc does not exist. (set_current_team)
            {"set_current_organization": "abc"}     | does_not_exist: Object with id=abc does not exist. (set_current_organization)
            {"first_name": ""}                      | blank: This field may not be blank. (first_name)
            {"role_at_organization": "plumber"}     | invalid_choice: "plumber" is not a valid choice. (role_at_organization)
            """)
    void whatCannotBeIsRefused(String body, String error) {
        assertThat(Http.error(owner.patch(ME, body, 400))).isEqualTo(error);
    }

    @Test
    void aForeignProjectDoesNotExist() {
        var foreign = tenants.create();

        owner.patch(ME, "{\"set_current_team\": %d}".formatted(foreign.project()), 400);
        owner.patch(ME, "{\"set_current_organization\": \"%s\"}".formatted(foreign.organization()), 400);
    }

    @Test
    void usersAreNotCreatedHere() {
        Http.with(client, tenants.session(tenant.owner())).post("/api/users/", "{}", 405);
    }
}
