package dev.hedgerow.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.util.pattern.PathPattern;

/** One path pattern of the API and what answers each of its methods. */
public record Route(PathPattern pattern, Map<String, HandlerMethod> handlers) {

    private static final String ATTRIBUTE = Route.class.getName();
    private static final String VARIABLES = ATTRIBUTE + ".variables";
    private static final List<String> IN_ORDER = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /** The route of a request that passed the {@link ApiGate}; empty for paths outside the API. */
    public static Optional<Route> of(HttpServletRequest request) {
        return Optional.ofNullable((Route) request.getAttribute(ATTRIBUTE));
    }

    void attachTo(HttpServletRequest request, String path) {
        request.setAttribute(ATTRIBUTE, this);
        var matched = pattern.matchAndExtract(PathContainer.parsePath(path));
        request.setAttribute(VARIABLES, matched == null ? Map.of() : matched.getUriVariables());
    }

    /** What stands in the path in the place of {@code variable}. */
    public static Optional<String> variable(HttpServletRequest request, String variable) {
        var variables = (Map<?, ?>) request.getAttribute(VARIABLES);
        return variables == null ? Optional.empty() : Optional.ofNullable((String) variables.get(variable));
    }

    boolean matches(PathContainer path) {
        return pattern.matches(path);
    }

    /** What answers {@code method}; HEAD is a GET whose body is not sent. */
    public Optional<HandlerMethod> handler(String method) {
        return Optional.ofNullable(handlers.get("HEAD".equals(method) ? "GET" : method));
    }

    /** Refuses a method that this route does not answer. */
    public void requireMethod(String method) {
        if (!"OPTIONS".equals(method) && handler(method).isEmpty()) {
            throw InvalidRequest.methodNotAllowed(method);
        }
    }

    /** The handler that speaks for this route where none answers the method: the one that reads, if there is one. */
    public HandlerMethod typicalHandler() {
        return handler("GET").orElseGet(() -> handlers.values().iterator().next());
    }

    /** The {@code Allow} header, in the order Django REST framework lists methods. */
    String allow() {
        var own = IN_ORDER.stream().filter(handlers::containsKey);
        var free = handlers.containsKey("GET") ? Stream.of("HEAD", "OPTIONS") : Stream.of("OPTIONS");
        return String.join(", ", Stream.concat(own, free).toList());
    }
}
