package dev.hedgerow.hogql.print.duckdb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of renderings by function name. */
final class Renderings {

    private final Map<String, Rendering> byName = new LinkedHashMap<>();

    Renderings add(String name, String template) {
        return add(name, Template.of(template));
    }

    Renderings add(String name, Rendering rendering) {
        if (byName.put(name, rendering) != null) {
            throw new IllegalStateException(name + " is rendered twice");
        }
        return this;
    }

    /** A rendering that reads its arguments several times. */
    Renderings bound(String name, Rendering rendering) {
        return add(name, call -> Template.bound(call, rendering));
    }

    /** What is not like the rest of its kind. */
    Renderings replace(String name, Rendering rendering) {
        if (byName.replace(name, rendering) == null) {
            throw new IllegalStateException(name + " is not rendered yet");
        }
        return this;
    }

    /** Makes NULL of what these give for a NULL, where their SQL would make something else of it. */
    Renderings strict(String... names) {
        for (var name : names) {
            byName.computeIfPresent(name, (_, rendering) -> call -> strict(call, rendering));
        }
        return this;
    }

    private static String strict(Invocation call, Rendering rendering) {
        var nullable = IntStream.range(0, call.size())
                .filter(i -> call.type(i).isNullable())
                .boxed()
                .toList();
        if (nullable.isEmpty()) {
            return rendering.of(call);
        }
        return Template.bound(
                call,
                bound -> "CASE WHEN %s THEN %s END"
                        .formatted(
                                nullable.stream()
                                        .map(i -> bound.sql(i) + " IS NOT NULL")
                                        .collect(Collectors.joining(" AND ")),
                                rendering.of(bound)));
    }

    Map<String, Rendering> byName() {
        return byName;
    }
}
