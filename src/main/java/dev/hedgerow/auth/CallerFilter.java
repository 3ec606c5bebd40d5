package dev.hedgerow.auth;

import dev.hedgerow.auth.Credentials.SignedIn;
import dev.hedgerow.server.ServerSettings;
import dev.hedgerow.web.BodyReader;
import dev.hedgerow.web.ErrorWriter;
import dev.hedgerow.web.Route;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who sent a request: the key in the header, else in the body, else in the query string, else the session. A
 * key that is wrong is refused at once, whatever else the request carries.
 */
class CallerFilter extends OncePerRequestFilter {

    private static final Pattern BEARER = Pattern.compile("Bearer\\s+(?<key>\\S.+)");
    private static final String KEY_FIELD = "personal_api_key";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Credentials credentials;
    private final BodyReader bodies;
    private final ErrorWriter errors;
    private final ServerSettings server;

    CallerFilter(Credentials credentials, BodyReader bodies, ErrorWriter errors, ServerSettings server) {
        this.credentials = credentials;
        this.bodies = bodies;
        this.errors = errors;
        this.server = server;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Route.of(request).ifPresent(route -> judge(route, request));
        } catch (RuntimeException failure) {
            errors.write(request, response, failure);
            return;
        }
        chain.doFilter(request, response);
    }

    private void judge(Route route, HttpServletRequest request) {
        if (!isOpen(route, request)) {
            signIn(callerOf(request), request);
        }
        route.requireMethod(request.getMethod());
    }

    private static boolean isOpen(Route route, HttpServletRequest request) {
        return route.handler(request.getMethod())
                .orElseGet(route::typicalHandler)
                .hasMethodAnnotation(Anonymous.class);
    }

    private SignedIn callerOf(HttpServletRequest request) {
        var header = bearer(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (header.isPresent()) {
            return byKey(header.get(), "Authorization header", false, request);
        }
        var inBody = bodies.of(request).text(KEY_FIELD);
        if (inBody != null) {
            return byKey(inBody, "body", true, request);
        }
        var inQuery = request.getParameter(KEY_FIELD);
        return inQuery == null ? bySession(request) : byKey(inQuery, "query string", false, request);
    }

    static Optional<String> bearer(@Nullable String header) {
        var matched = BEARER.matcher(header == null ? "" : header);
        return matched.matches() ? Optional.of(matched.group("key").strip()) : Optional.empty();
    }

    private SignedIn byKey(String key, String place, boolean inBody, HttpServletRequest request) {
        if (key.startsWith("pha_")) {
            throw NotAuthenticated.invalidAccessToken(server);
        }
        return credentials
                .byKey(key, inBody, Places.projectInPath(request))
                .orElseThrow(() -> NotAuthenticated.invalidKey(place, server));
    }

    private SignedIn bySession(HttpServletRequest request) {
        var session = cookie(request, Sessions.COOKIE)
                .flatMap(token -> credentials.bySession(token, Places.projectInPath(request)))
                .orElseThrow(() -> NotAuthenticated.noCredential(server));
        if (!SAFE.contains(request.getMethod())) {
            requireOwnPage(request, session.csrfToken());
        }
        return session.signedIn();
    }

    /** A page of another origin can make a browser send the cookie, but cannot read it to fill the header. */
    private static void requireOwnPage(HttpServletRequest request, String expected) {
        var given = request.getHeader(Sessions.CSRF_HEADER);
        if (given == null) {
            throw new PermissionDenied("CSRF Failed: CSRF token missing.");
        }
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8))) {
            throw new PermissionDenied("CSRF Failed: CSRF token from the 'X-Csrftoken' HTTP header incorrect.");
        }
    }

    private static Optional<String> cookie(HttpServletRequest request, String name) {
        var cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
    }

    private static void signIn(SignedIn found, HttpServletRequest request) {
        var caller = found.caller();
        caller.attachTo(request);
        Places.foresee(request, found.project());
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(caller, null, AuthorityUtils.NO_AUTHORITIES));
        SecurityContextHolder.setContext(context);
    }
}
