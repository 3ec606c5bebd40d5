package dev.hedgerow.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.auth.Sessions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServerTest
class LoginApiTest {

    private static final String ME = "/api/users/@me/";
    private static final String PASSWORD = " correct horse ";

    @Autowired
    Tenants tenants;

    @Autowired
    Passwords passwords;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RestTestClient client;

    Tenants.Tenant tenant;
    String email;

    @BeforeEach
    void somebodyWithAPassword() {
        tenant = tenants.create();
        email = jdbc.sql("UPDATE app_user SET password_hash = :hash WHERE id = :id RETURNING email")
                .param("hash", passwords.hash(PASSWORD))
                .param("id", tenant.owner())
                .query(String.class)
                .single();
    }

    @Test
    void aLoginOpensWhatKeysMayNotDo() {
        var answer = login(email.toUpperCase(Locale.ROOT), PASSWORD);
        var person = Http.with(client, session(answer));

        answer.expectStatus().isOk().expectBody().json("{\"success\": true}");
        assertThat(setCookies(answer))
                .anyMatch(cookie -> cookie.startsWith("sessionid=")
                        && cookie.contains("HttpOnly")
                        && cookie.contains("SameSite=Lax")
                        && !cookie.contains("Secure"))
                .anyMatch(cookie -> cookie.startsWith("posthog_csrftoken=") && !cookie.contains("HttpOnly"));
        assertThat(person.get(ME, 200).get("has_password").booleanValue()).isTrue();
        person.get("/api/personal_api_keys/", 200);
    }

    @Test
    void nobodyLearnsWhichOfTheTwoWasWrong() {
        var wrong = "invalid_credentials: Invalid email or password. (-)";
        var nobody = Http.anonymous(client);

        assertThat(Http.error(nobody.post("/api/login", credentials(email, "correct horse"), 400)))
                .isEqualTo(wrong);
        assertThat(Http.error(nobody.post("/api/login/", credentials("nobody@example.test", PASSWORD), 400)))
                .isEqualTo(wrong);
        jdbc.sql("UPDATE app_user SET is_active = false WHERE id = :id")
                .param("id", tenant.owner())
                .update();
        assertThat(Http.error(nobody.post("/api/login", credentials(email, PASSWORD), 400)))
                .isEqualTo(wrong);
        assertThat(Http.error(nobody.post("/api/login", "{}", 400)))
                .isEqualTo("required: This field is required. (email)");
    }

    @Test
    void changesBySessionNeedItsToken() {
        var headers = session(login(email, PASSWORD));
        var forged = HttpHeaders.copyOf(headers);
        forged.set("X-CSRFToken", "guessed");
        var bare = HttpHeaders.copyOf(headers);
        bare.remove("X-CSRFToken");

        Http.with(client, bare).get(ME, 200);
        assertThat(Http.error(Http.with(client, bare).patch(ME, "{}", 403)))
                .isEqualTo("permission_denied: CSRF Failed: CSRF token missing. (-)");
        Http.with(client, forged).patch(ME, "{}", 403);
        Http.with(client, headers).patch(ME, "{}", 200);
    }

    @Test
    void aLogoutEndsTheSession() {
        var headers = session(login(email, PASSWORD));

        var answer = Http.with(client, headers).exchange(HttpMethod.POST, "/api/logout", "");

        answer.expectStatus().isNoContent();
        assertThat(setCookies(answer)).hasSize(2).allMatch(cookie -> cookie.contains("Max-Age=0"));
        Http.with(client, headers).get(ME, 401);
    }

    @Test
    void aLogoutNeedsASession() {
        Http.anonymous(client).post("/api/logout", "", 401);
        Http.withKey(client, tenant.key()).post("/api/logout", "", 403);
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() {
        var here = Http.with(client, session(login(email, PASSWORD)));
        var elsewhere = Http.with(client, session(login(email, PASSWORD)));

        here.patch(ME, "{\"password\": \"battery staple\", \"current_password\": \"%s\"}".formatted(PASSWORD), 200);

        here.get(ME, 200);
        elsewhere.get(ME, 401);
        login(email, "battery staple").expectStatus().isOk();
        login(email, PASSWORD).expectStatus().isBadRequest();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"password": "battery staple"}                                           | required: This field is required when updating your password. (current_password)
            {"password": "battery staple", "current_password": "wrong"}              | incorrect_password: Your current password is incorrect. (current_password)
            {"password": "short", "current_password": " correct horse "}             | password_too_short: This password is too short. It must contain at least 8 characters. (password)
            """)
    void aPasswordIsNotChangedJustLikeThat(String body, String error) {
        var person = Http.with(client, session(login(email, PASSWORD)));

        assertThat(Http.error(person.patch(ME, body, 400))).isEqualTo(error);
    }

    @Test
    void aKeyCannotTakeTheAccountOver() {
        Http.withKey(client, tenant.key())
                .patch(ME, "{\"password\": \"battery staple\", \"current_password\": \"%s\"}".formatted(PASSWORD), 403);

        login(email, PASSWORD).expectStatus().isOk();
    }

    private RestTestClient.ResponseSpec login(String email, String password) {
        return Http.anonymous(client).exchange(HttpMethod.POST, "/api/login", credentials(email, password));
    }

    private static String credentials(String email, String password) {
        return "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password);
    }

    private static List<String> setCookies(RestTestClient.ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.returnResult(Void.class).getResponseHeaders().get(HttpHeaders.SET_COOKIE));
    }

    /** What the page that logged in sends from then on. */
    private static HttpHeaders session(RestTestClient.ResponseSpec login) {
        var headers = new HttpHeaders();
        for (var cookie : setCookies(login)) {
            var pair = cookie.substring(0, cookie.indexOf(';'));
            headers.add(HttpHeaders.COOKIE, pair);
            if (pair.startsWith(Sessions.CSRF_COOKIE)) {
                headers.add("X-CSRFToken", pair.substring(pair.indexOf('=') + 1));
            }
        }
        return headers;
    }
}
