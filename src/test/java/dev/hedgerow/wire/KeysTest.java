package dev.hedgerow.wire;

import static dev.hedgerow.wire.Errors.NO_CREDENTIAL;
import static dev.hedgerow.wire.Errors.invalidKey;
import static dev.hedgerow.wire.Errors.unauthorized;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.auth.Sessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class KeysTest {

    static final String FORM = "application/x-www-form-urlencoded";

    Tenants.Tenant tenant;
    RawHttp http;

    @BeforeEach
    void callers(@Autowired Tenants tenants, @LocalServerPort int port) {
        tenant = tenants.create();
        http = new RawHttp(port);
    }

    RawHttp authorized(String header) {
        return http.with("Authorization: " + header.replace("{key}", tenant.key()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer {key}", "Bearer    {key}", "Bearer {key}   ", "Bearer\t{key}"})
    void theHeaderIsReadAsItIsMeant(String header) {
        assertThat(authorized(header).get(tenant.path("probe/")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bearer {key}", "BEARER {key}", "Token {key}", "Basic {key}", "Bearer", "Bearer x", "{key}"})
    void aHeaderOfAnotherFormIsNoKey(String header) {
        var answer = authorized(header).get(tenant.path("probe/"));

        assertThat(answer.told()).isEqualTo(NO_CREDENTIAL);
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer resource_metadata=\"http://localhost:8000/.well-known/oauth-protected-resource\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"phx_unknown", "phs_secret", "phc_public", "{key}x", "é", "'; DROP TABLE project"})
    void anUnknownKeyIsRefusedWhereverElseAKeyIs(String key) {
        var answer = authorized("Bearer " + key)
                .with("Cookie: sessionid=x")
                .get(tenant.path("probe/?personal_api_key=" + tenant.key()));

        assertThat(answer.told()).isEqualTo(invalidKey("Authorization header"));
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer resource_metadata=");
    }

    @Test
    void anAccessTokenIsNeverTriedAsAKey() {
        assertThat(authorized("Bearer pha_x").get(tenant.path("probe/")).told())
                .isEqualTo(unauthorized("authentication_failed", "Invalid access token."));
    }

    @Test
    void aKeyMayComeInTheBodyOfAnyKind() {
        var echo = tenant.path("probe/echo/");
        var form = "personal_api_key=" + tenant.key();
        var parts =
                "--b\r\nContent-Disposition: form-data; name=\"personal_api_key\"\r\n\r\n" + tenant.key() + "\r\n--b--";

        assertThat(http.send("PATCH", echo, "application/json", "{\"personal_api_key\":\"" + tenant.key() + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(http.send("PUT", echo, FORM, form).status()).isEqualTo(200);
        assertThat(http.send("POST", echo, "multipart/form-data; boundary=b", parts)
                        .status())
                .isEqualTo(200);
        assertThat(http.send("POST", echo, FORM, "personal_api_key=wrong").told())
                .isEqualTo(invalidKey("body"));
        assertThat(http.send("POST", echo + "?personal_api_key=" + tenant.key(), FORM, "personal_api_key=wrong")
                        .told())
                .isEqualTo(invalidKey("body"));
    }

    @Test
    void aKeyMayComeInTheQueryOfAnyMethod() {
        var query = "?personal_api_key=" + tenant.key();

        assertThat(http.get(tenant.path("probe/") + query).status()).isEqualTo(200);
        assertThat(http.send("POST", tenant.path("probe/echo/") + query, FORM, "a=1")
                        .told())
                .isEqualTo("200 {\"a\":[\"1\"]}");
        assertThat(http.get(tenant.path("probe/?personal_api_key=wrong")).told())
                .isEqualTo(invalidKey("query string"));
    }

    @Test
    void theKeyComesBeforeTheSession(@Autowired Sessions sessions) {
        var person =
                http.with("Cookie: sessionid=" + sessions.start(tenant.owner()).token());

        assertThat(person.get(tenant.path("probe/")).status()).isEqualTo(200);
        assertThat(person.key("phx_wrong").get(tenant.path("probe/")).status()).isEqualTo(401);
    }

    @Test
    void theKeyOfAnInactiveUserIsInvalid(@Autowired JdbcClient jdbc) {
        jdbc.sql("UPDATE app_user SET is_active = false WHERE id = :id")
                .param("id", tenant.owner())
                .update();

        assertThat(http.key(tenant.key()).get(tenant.path("probe/")).told())
                .isEqualTo(invalidKey("Authorization header"));
    }

    @Test
    void theUseOfAKeyIsNotedOnceAnHour(@Autowired JdbcClient jdbc) {
        var used = "SELECT last_used_at::text FROM personal_api_key WHERE user_id = " + tenant.owner();

        http.key(tenant.key()).get(tenant.path("probe/"));
        var first = jdbc.sql(used).query(String.class).single();
        http.key(tenant.key()).get(tenant.path("probe/"));

        assertThat(first).isNotNull();
        assertThat(jdbc.sql(used).query(String.class).single()).isEqualTo(first);
    }
}
