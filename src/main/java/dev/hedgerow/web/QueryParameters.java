package dev.hedgerow.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters of a query string or of a form, as Python reads and writes them. */
record QueryParameters(SortedMap<String, List<String>> values) {

    private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9a-fA-F]{2})");

    QueryParameters {
        values = Collections.unmodifiableSortedMap(values);
    }

    static QueryParameters parse(@Nullable String text) {
        var parameters = new TreeMap<String, List<String>>();
        for (var pair : text == null ? new String[0] : text.split("&")) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                var name = decode(equals < 0 ? pair : pair.substring(0, equals));
                var value = decode(equals < 0 ? "" : pair.substring(equals + 1));
                parameters.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
            }
        }
        return new QueryParameters(parameters);
    }

    /** The last value given for {@code name}: where a parameter is repeated, the last one wins. */
    @Nullable
    String last(String name) {
        var all = values.get(name);
        return all == null ? null : all.getLast();
    }

    QueryParameters with(String name, Object value) {
        var changed = new TreeMap<>(values);
        changed.put(name, List.of(String.valueOf(value)));
        return new QueryParameters(changed);
    }

    QueryParameters without(String name) {
        var changed = new TreeMap<>(values);
        changed.remove(name);
        return new QueryParameters(changed);
    }

    /** The query string again: sorted by name, encoded anew. */
    @Override
    public String toString() {
        var pairs = values.entrySet().stream().flatMap(QueryParameters::pairs).toList();
        return String.join("&", pairs);
    }

    private static Stream<String> pairs(Map.Entry<String, List<String>> parameter) {
        return parameter.getValue().stream().map(value -> encode(parameter.getKey()) + "=" + encode(value));
    }

    /** A per cent sign that begins no escape stands for itself. */
    private static String decode(String text) {
        return URLDecoder.decode(LONE_PERCENT.matcher(text).replaceAll("%25"), UTF_8);
    }

    /** Python's urlencode leaves {@code ~} as it is and escapes the star; Java does the opposite. */
    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("%7E", "~").replace("*", "%2A");
    }
}
