package dev.hedgerow.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first judgement of an API request, before anybody asks who sent it: is there such a path, and can it be answered
 * in JSON? All spellings of a path, with and without its slash or {@code .json}, go on as one. Whatever fails behind it
 * is answered here at the latest.
 */
class ApiGate extends OncePerRequestFilter {

    private static final Pattern SUFFIX = Pattern.compile("(?<path>.*[^/.])\\.(?<format>[a-z0-9]+)");
    private static final String ENVIRONMENTS = "/api/environments/";
    private static final Set<String> JSON = Set.of("*/*", "application/*", "application/json");

    private final Supplier<Routes> routes;
    private final ErrorWriter errors;

    ApiGate(Supplier<Routes> routes, ErrorWriter errors) {
        this.routes = routes;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        var isApi = path.equals("/api") || path.startsWith("/api/");
        return !isApi || path.equals("/api/schema") || path.startsWith("/api/schema/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(judged(request, response), response);
        } catch (ServletException | RuntimeException failure) {
            errors.write(request, response, failure);
        }
    }

    private ApiRequest judged(HttpServletRequest request, HttpServletResponse response) {
        var path = withoutSlash(request.getRequestURI());
        var suffixed = SUFFIX.matcher(path);
        var suffix = suffixed.matches() ? suffixed.group("format") : null;
        var bare = suffix == null ? path : suffixed.group("path");
        var route = routes.get().find(bare).orElseThrow(NotFound::endpoint);
        response.setHeader(HttpHeaders.ALLOW, route.allow());
        deprecate(request, response);
        var query = QueryParameters.parse(request.getQueryString());
        requireJson(suffix == null ? query.last("format") : suffix);
        requireJsonAccepted(request);
        route.attachTo(request, bare);
        return new ApiRequest(request, bare, query);
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** The newest server keeps environments as an alias of projects and says so. */
    private static void deprecate(HttpServletRequest request, HttpServletResponse response) {
        var path = request.getRequestURI();
        if (path.startsWith(ENVIRONMENTS)) {
            var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            var successor = "/api/projects/" + path.substring(ENVIRONMENTS.length()) + query;
            response.setHeader("Deprecation", "true");
            response.setHeader(HttpHeaders.LINK, "<%s>; rel=\"successor-version\"".formatted(successor));
        }
    }

    private static void requireJson(@Nullable String format) {
        if (format != null && !format.isEmpty() && !format.equals("json")) {
            throw new NotFound();
        }
    }

    /**
     * As lenient as Django REST framework: parameters and weights do not count, and neither does what it cannot read.
     */
    private static void requireJsonAccepted(HttpServletRequest request) {
        var accept = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        var types = Arrays.stream(accept.split(","))
                .map(range -> range.split(";", 2)[0].strip())
                .toList();
        if (!accept.isBlank() && Collections.disjoint(types, JSON)) {
            throw InvalidRequest.notAcceptable();
        }
    }
}
