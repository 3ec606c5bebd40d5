package dev.hedgerow.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Absolute links to the neighbours of a page, as Django REST framework writes them: the path as it was called, every
 * query parameter kept, sorted by name and encoded anew.
 */
final class PageLinks {

    static final String CALLED_URI = PageLinks.class.getName() + ".calledUri";

    private final String url;
    private final SortedMap<String, List<String>> parameters;

    private PageLinks(String url, SortedMap<String, List<String>> parameters) {
        this.url = url;
        this.parameters = parameters;
    }

    static PageLinks of(HttpServletRequest request) {
        var called = request.getAttribute(CALLED_URI);
        var path = called instanceof String uri ? uri : request.getRequestURI();
        return new PageLinks(origin(request) + path, parse(request.getQueryString()));
    }

    private static String origin(HttpServletRequest request) {
        var url = request.getRequestURL();
        return url.substring(0, url.indexOf("/", url.indexOf("//") + 2));
    }

    static PageLinks of(String url, @Nullable String query) {
        return new PageLinks(url, parse(query));
    }

    private static SortedMap<String, List<String>> parse(@Nullable String query) {
        var parameters = new TreeMap<String, List<String>>();
        if (query != null) {
            for (var pair : query.split("&", -1)) {
                if (!pair.isEmpty()) {
                    var equals = pair.indexOf('=');
                    var name = decode(equals < 0 ? pair : pair.substring(0, equals));
                    var value = decode(equals < 0 ? "" : pair.substring(equals + 1));
                    parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
                }
            }
        }
        return parameters;
    }

    /** The last value given for {@code name}: where a parameter is repeated, the last one wins. */
    @Nullable
    String parameter(String name) {
        var values = parameters.get(name);
        return values == null ? null : values.getLast();
    }

    PageLinks with(String name, Object value) {
        var changed = new TreeMap<>(parameters);
        changed.put(name, List.of(String.valueOf(value)));
        return new PageLinks(url, changed);
    }

    PageLinks without(String name) {
        var changed = new TreeMap<>(parameters);
        changed.remove(name);
        return new PageLinks(url, changed);
    }

    @Override
    public String toString() {
        var pairs = parameters.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .toList();
        return pairs.isEmpty() ? url : url + "?" + String.join("&", pairs);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a lone per cent sign stands for itself
        }
    }

    /** Python's urlencode leaves {@code ~} as it is and escapes the star; Java does the opposite. */
    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("%7E", "~").replace("*", "%2A");
    }
}
