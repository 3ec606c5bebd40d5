package dev.hedgerow.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Every API path and the methods it answers. Spring only knows a route together with its method; the API judges the
 * path first, the credential second and the method third.
 */
class Routes {

    private final Map<Integer, List<Route>> bySegments = new HashMap<>();

    Routes(Map<RequestMappingInfo, HandlerMethod> mappings) {
        var handlers = new TreeMap<PathPattern, Map<String, HandlerMethod>>(
                PathPattern.SPECIFICITY_COMPARATOR.thenComparing(PathPattern::getPatternString));
        mappings.forEach((mapping, handler) -> patterns(mapping).forEach(pattern -> {
            var methods = handlers.computeIfAbsent(pattern, _ -> new TreeMap<>());
            mapping.getMethodsCondition().getMethods().forEach(method -> methods.put(method.name(), handler));
        }));
        handlers.forEach((pattern, methods) -> {
            if (!methods.isEmpty()) {
                var path = PathContainer.parsePath(pattern.getPatternString());
                bySegments
                        .computeIfAbsent(segments(path), _ -> new ArrayList<>())
                        .add(new Route(pattern, methods));
            }
        });
    }

    private static Stream<PathPattern> patterns(RequestMappingInfo mapping) {
        var condition = mapping.getPathPatternsCondition();
        return condition == null
                ? Stream.empty()
                : condition.getPatterns().stream()
                        .filter(pattern -> pattern.getPatternString().startsWith("/api/"));
    }

    /** The most specific route of {@code path}, which carries no trailing slash; no name in a path has a dot. */
    Optional<Route> find(String path) {
        if (path.indexOf('.') >= 0) {
            return Optional.empty();
        }
        var parsed = PathContainer.parsePath(path);
        return bySegments.getOrDefault(segments(parsed), List.of()).stream()
                .filter(route -> route.matches(parsed))
                .findFirst();
    }

    private static int segments(PathContainer path) {
        return path.elements().size();
    }
}
