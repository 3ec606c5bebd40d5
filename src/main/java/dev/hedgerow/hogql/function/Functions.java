package dev.hedgerow.hogql.function;

import dev.hedgerow.hogql.function.Function.Definition;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every function HogQL has, by name. */
public final class Functions {

    private static final Map<String, List<Definition>> TOPICS = new LinkedHashMap<>();
    private static final Map<String, Function> BY_NAME = new HashMap<>();
    private static final Map<String, Function> BY_LOWER_NAME = new HashMap<>();

    static {
        TOPICS.put("Operators", OperatorFunctions.ALL);
        TOPICS.put("Conditions and NULL", ConditionalFunctions.ALL);
        TOPICS.put("Conversion", ConversionFunctions.ALL);
        TOPICS.put("Numbers", MathFunctions.ALL);
        TOPICS.put("Text", StringFunctions.ALL);
        TOPICS.put("URLs", UrlFunctions.ALL);
        TOPICS.put("Dates and times", DateFunctions.ALL);
        TOPICS.put("Arrays", ArrayFunctions.ALL);
        TOPICS.put("Tuples and maps", ContainerFunctions.ALL);
        TOPICS.put("JSON", JsonFunctions.ALL);
        TOPICS.put("Aggregates", AggregateFunctions.ALL);
        TOPICS.put("Windows", AggregateFunctions.WINDOWS);
        TOPICS.values().forEach(topic -> topic.forEach(Functions::register));
    }

    private Functions() {}

    private static void register(Definition definition) {
        var function = new Function(definition, List.of());
        Stream.concat(Stream.of(function.name()), function.aliases().stream()).forEach(name -> {
            if (BY_NAME.put(name, function) != null) {
                throw new IllegalStateException("Two functions are named " + name);
            }
            BY_LOWER_NAME.putIfAbsent(name.toLowerCase(Locale.ROOT), function);
        });
    }

    /** The function of that name; names in another case are found too. */
    public static Optional<Function> find(String name) {
        return Optional.ofNullable(lookUp(name));
    }

    /**
     * The function of that name.
     *
     * @throws InvalidCall if there is none, with what may have been meant
     */
    public static Function get(String name) {
        var function = lookUp(name);
        if (function != null) {
            return function;
        }
        throw Unsupported.reason(name)
                .map(InvalidCall::unsupported)
                .orElseGet(() -> InvalidCall.of("Unknown function '%s'%s".formatted(name, suggestion(name))));
    }

    /** All functions by topic, each once and without combinators, in the order of the documentation. */
    public static Map<String, List<Function>> byTopic() {
        var functions = new LinkedHashMap<String, List<Function>>();
        TOPICS.forEach((topic, definitions) -> functions.put(
                topic,
                definitions.stream()
                        .map(definition -> new Function(definition, List.of()))
                        .toList()));
        return functions;
    }

    public static Collection<Function> all() {
        return byTopic().values().stream().flatMap(List::stream).toList();
    }

    private static @Nullable Function lookUp(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        var plain = BY_NAME.getOrDefault(name, BY_LOWER_NAME.get(lower));
        if (plain != null) {
            return plain;
        }
        for (var combinator : Combinator.values()) {
            if (lower.length() > combinator.suffix().length()
                    && lower.endsWith(combinator.suffix().toLowerCase(Locale.ROOT))) {
                var inner = lookUp(
                        name.substring(0, name.length() - combinator.suffix().length()));
                if (inner != null && inner.kind() == Kind.AGGREGATE) {
                    return inner.with(combinator);
                }
            }
        }
        return null;
    }

    private static String suggestion(String name) {
        var near = similarTo(name);
        return near.isEmpty() ? "" : ". Did you mean %s?".formatted(String.join(", ", near));
    }

    /** Up to three names that are a slip of the pen away. */
    public static List<String> similarTo(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        var tolerated = Math.max(1, name.length() / 4);
        var near = new TreeMap<String, Integer>();
        for (var known : BY_NAME.keySet()) {
            var distance = EditDistance.between(lower, known.toLowerCase(Locale.ROOT), tolerated);
            if (distance <= tolerated) {
                near.put(known, distance);
            }
        }
        return near.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getValue))
                .limit(3)
                .map(Map.Entry::getKey)
                .toList();
    }
}
