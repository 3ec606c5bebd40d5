package dev.hedgerow.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
        var patterns = new TreeMap<PathPattern, Map<String, HandlerMethod>>(
                PathPattern.SPECIFICITY_COMPARATOR.thenComparing(PathPattern::getPatternString));
        mappings.forEach((mapping, handler) -> {
            for (var pattern : mapping.getPathPatternsCondition() == null
                    ? List.<PathPattern>of()
                    : mapping.getPathPatternsCondition().getPatterns()) {
                if (pattern.getPatternString().startsWith("/api/")) {
                    var methods = patterns.computeIfAbsent(pattern, _ -> new TreeMap<>(Comparator.naturalOrder()));
                    mapping.getMethodsCondition().getMethods().forEach(method -> methods.put(method.name(), handler));
                }
            }
        });
        patterns.forEach((pattern, handlers) -> {
            if (!handlers.isEmpty()) {
                bySegments
                        .computeIfAbsent(
                                segments(PathContainer.parsePath(pattern.getPatternString())), _ -> new ArrayList<>())
                        .add(new Route(pattern, handlers));
            }
        });
    }

    /** The most specific route of {@code path}, which carries no trailing slash. */
    Optional<Route> find(String path) {
        var parsed = PathContainer.parsePath(path);
        return bySegments.getOrDefault(segments(parsed), List.of()).stream()
                .filter(route -> route.matches(parsed))
                .findFirst();
    }

    private static int segments(PathContainer path) {
        return path.elements().size();
    }
}
