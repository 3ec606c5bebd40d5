package dev.hedgerow.connector.settings;

import dev.hedgerow.connector.InvalidSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object in a source's settings. What is missing or malformed is noted, and given out as something
 * harmless, until {@link #refuseProblems} speaks of all of it at once.
 */
public final class Fields {

    private final Map<String, ?> values;
    private final List<String> problems;

    private Fields(Map<String, ?> values, List<String> problems) {
        this.values = values;
        this.problems = problems;
    }

    public static Fields of(Map<String, ?> values) {
        return new Fields(values, new ArrayList<>());
    }

    public String required(String name) {
        var text = optional(name);
        if (text == null) {
            problems.add("Required field '%s' is missing".formatted(name));
            return "";
        }
        return text;
    }

    public Secret secret(String name) {
        return new Secret(required(name));
    }

    /** Null when it is absent, null or blank. */
    public @Nullable String optional(String name) {
        var value = values.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Map || value instanceof List) {
            problems.add(invalid(name));
            return null;
        }
        var text = value.toString();
        return text.isBlank() ? null : text;
    }

    public String optional(String name, String fallback) {
        var text = optional(name);
        return text == null ? fallback : text;
    }

    public int port(String name) {
        var text = optional(name);
        if (text == null) {
            required(name);
            return 0;
        }
        try {
            // Numbers that came as JSON may have a fraction: 5432.0
            var port = new java.math.BigDecimal(text.strip()).intValueExact();
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (ArithmeticException | NumberFormatException _) {
            // said below
        }
        problems.add(invalid(name));
        return 0;
    }

    public boolean flag(String name, boolean fallback) {
        var text = optional(name);
        if (text == null) {
            return fallback;
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> {
                problems.add(invalid(name));
                yield fallback;
            }
        };
    }

    /** One of an enum's constants by its name in lower case, hyphens for underscores. */
    public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        var text = optional(name);
        if (text == null) {
            return null;
        }
        for (var constant : type.getEnumConstants()) {
            if (constant.name().replace('_', '-').equalsIgnoreCase(text.strip())) {
                return constant;
            }
        }
        problems.add(invalid(name));
        return null;
    }

    /** The fields of an object, none when there is no such. */
    public Fields object(String name) {
        return switch (values.get(name)) {
            case null -> new Fields(Map.of(), problems);
            case Map<?, ?> object -> new Fields(named(object), problems);
            default -> {
                problems.add(invalid(name));
                yield new Fields(Map.of(), problems);
            }
        };
    }

    public void refuseProblems() {
        if (!problems.isEmpty()) {
            throw InvalidSettings.fields(problems);
        }
    }

    private static Map<String, Object> named(Map<?, ?> object) {
        var named = new java.util.HashMap<String, Object>();
        object.forEach((key, value) -> {
            if (value != null) {
                named.put(key.toString(), value);
            }
        });
        return named;
    }

    private static String invalid(String name) {
        return "Field '%s' has an invalid value".formatted(name);
    }
}
