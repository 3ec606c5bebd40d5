package dev.hedgerow.account;

import dev.hedgerow.auth.Sessions;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** The two cookies of a login: one only the browser reads, one the page repeats in the header of every change. */
final class LoginCookies {

    private LoginCookies() {}

    static HttpHeaders of(Sessions.Started session, boolean secure) {
        return headers(session.token(), session.csrfToken(), Sessions.LIFETIME, secure);
    }

    static HttpHeaders expired(boolean secure) {
        return headers("", "", Duration.ZERO, secure);
    }

    private static HttpHeaders headers(String session, String csrf, Duration age, boolean secure) {
        var headers = new HttpHeaders();
        headers.add(HttpHeaders.SET_COOKIE, cookie(Sessions.COOKIE, session, age, secure, true));
        headers.add(HttpHeaders.SET_COOKIE, cookie(Sessions.CSRF_COOKIE, csrf, age, secure, false));
        return headers;
    }

    private static String cookie(String name, String value, Duration age, boolean secure, boolean httpOnly) {
        return ResponseCookie.from(name, value)
                .path("/")
                .maxAge(age)
                .sameSite("Lax")
                .secure(secure)
                .httpOnly(httpOnly)
                .build()
                .toString();
    }
}
