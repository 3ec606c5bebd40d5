package dev.hedgerow.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first judgement of an API request, before anybody asks who sent it: is there such a path, and can it be answered
 * in JSON? Both spellings of a path, with and without its slash or {@code .json}, go on as one.
 */
class ApiGate extends OncePerRequestFilter {

    private static final Pattern SUFFIX = Pattern.compile("(?<path>.*[^/.])\\.(?<format>[a-z0-9]+)");
    private static final String ENVIRONMENTS = "/api/environments/";

    private final Supplier<Routes> routes;
    private final ErrorWriter errors;

    ApiGate(Supplier<Routes> routes, ErrorWriter errors) {
        this.routes = routes;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        return !(path.equals("/api") || path.startsWith("/api/")) || path.startsWith("/api/schema");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            var path = judged(request, response);
            chain.doFilter(new Repathed(request, path), response);
        } catch (ApiException refusal) {
            errors.write(request, response, refusal);
        }
    }

    private String judged(HttpServletRequest request, HttpServletResponse response) {
        var path = withoutSlash(request.getRequestURI());
        var suffixed = SUFFIX.matcher(path);
        var format = suffixed.matches() ? suffixed.group("format") : null;
        var bare = format == null ? path : suffixed.group("path");
        var route = routes.get().find(bare).orElseThrow(NotFound::endpoint);
        route.attachTo(request);
        response.setHeader(HttpHeaders.ALLOW, route.allow());
        deprecate(request, response);
        negotiate(format == null ? request.getParameter("format") : format, request);
        return bare;
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

    private static void negotiate(@org.jspecify.annotations.Nullable String format, HttpServletRequest request) {
        if (format != null && !format.isEmpty() && !format.equals("json")) {
            throw new NotFound();
        }
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept != null && !accept.isBlank() && !acceptsJson(accept)) {
            throw InvalidRequest.notAcceptable();
        }
    }

    private static boolean acceptsJson(String accept) {
        try {
            return MediaType.parseMediaTypes(accept).stream()
                    .anyMatch(type -> type.includes(MediaType.APPLICATION_JSON));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    /** The request under the one path its route is mapped to; links are built from the path that was called. */
    private static final class Repathed extends HttpServletRequestWrapper {

        private final String path;

        Repathed(HttpServletRequest request, String path) {
            super(request);
            this.path = path;
            request.setAttribute(PageLinks.CALLED_URI, request.getRequestURI());
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public StringBuffer getRequestURL() {
            var url = super.getRequestURL();
            return url.replace(url.length() - super.getRequestURI().length(), url.length(), path);
        }

        @Override
        public String getServletPath() {
            return org.springframework.web.util.UriUtils.decode(path, java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
