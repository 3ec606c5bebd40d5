package dev.hedgerow.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a query string or a form body; the servlet's own would read the body to find them. */
record Fields(Map<String, String> values) {

    static Fields parse(@Nullable String encoded) {
        var values = new HashMap<String, String>();
        for (var pair : encoded == null ? new String[0] : encoded.split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new Fields(values);
    }

    /** The first of these fields that is there and not empty. */
    @Nullable
    String text(String... names) {
        for (var name : names) {
            var value = values.get(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a lone per cent sign stands for itself
        }
    }
}
