package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.type.Type;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tuples and maps. */
final class ContainerRenderings {

    static final Renderings ALL = new Renderings()
            .add("tuple", "row({0*})")
            .add("tupleElement", ContainerRenderings::tupleElement)
            .add("untuple", "{0}")
            .bound("tupleConcat", ContainerRenderings::tupleConcat)
            .bound("tuplePlus", call -> elementwise(call, "+"))
            .bound("tupleMinus", call -> elementwise(call, "-"))
            .bound("tupleMultiply", call -> elementwise(call, "*"))
            .bound("tupleDivide", call -> elementwise(call, "/"))
            .add("map", ContainerRenderings::map)
            .add("mapFromArrays", "map({0}, {1})")
            .add("mapKeys", "map_keys({0})")
            .add("mapValues", "map_values({0})")
            .add("mapContains", "list_contains(map_keys({0}), {1})")
            .add("mapContainsValue", "list_contains(map_values({0}), {1})")
            .add("mapContainsKeyLike", "(len(list_filter(map_keys({0}), lambda _k: _k LIKE {1})) > 0)")
            .bound("mapAdd", call -> combined(call, "+"))
            .bound("mapSubtract", call -> combined(call, "-"))
            .add("mapUpdate", "map_concat({0}, {1})")
            .add("mapApply", ContainerRenderings::applied)
            .add(
                    "mapFilter",
                    call -> "map_from_entries(list_filter(map_entries(%s), %s))".formatted(call.sql(1), entry(call)))
            .add(
                    "mapExists",
                    call -> "coalesce(list_bool_or(list_transform(map_entries(%s), %s)), false)"
                            .formatted(call.sql(1), entry(call)))
            .add(
                    "mapAll",
                    call -> "coalesce(list_bool_and(list_transform(map_entries(%s), %s)), true)"
                            .formatted(call.sql(1), entry(call)))
            .add("mapSort", "map_from_entries(list_sort(map_entries({0})))");

    private ContainerRenderings() {}

    static String element(Invocation call, Type.Tuple tuple) {
        return "%s[%d]".formatted(call.sql(0), position(call, tuple));
    }

    private static int position(Invocation call, Type.Tuple tuple) {
        var name = call.constantText(1);
        if (name.isEmpty()) {
            return call.constantWhole(1).orElseThrow();
        }
        return IntStream.range(0, tuple.elements().size())
                        .filter(i -> name.get().equals(tuple.elements().get(i).name()))
                        .findFirst()
                        .orElseThrow()
                + 1;
    }

    private static String tupleElement(Invocation call) {
        if (call.bare(0) instanceof Type.Array(var inner) && inner.bare() instanceof Type.Tuple tuple) {
            return "list_transform(%s, lambda _t: _t[%d])".formatted(call.sql(0), position(call, tuple));
        }
        return call.bare(0) instanceof Type.Tuple tuple ? element(call, tuple) : call.sql(0);
    }

    private static int size(Type type) {
        return type.bare() instanceof Type.Tuple(var elements) ? elements.size() : 0;
    }

    private static String tupleConcat(Invocation call) {
        return IntStream.range(0, call.size())
                .boxed()
                .flatMap(i ->
                        IntStream.rangeClosed(1, size(call.type(i))).mapToObj(j -> "%s[%d]".formatted(call.sql(i), j)))
                .collect(Collectors.joining(", ", "row(", ")"));
    }

    private static String elementwise(Invocation call, String operator) {
        return IntStream.rangeClosed(1, size(call.type(0)))
                .mapToObj(i -> "%s[%d] %s %s[%d]".formatted(call.sql(0), i, operator, call.sql(1), i))
                .collect(Collectors.joining(", ", "row(", ")"));
    }

    private static String map(Invocation call) {
        if (!(call.result().bare() instanceof Type.Map(var key, var value)) || call.size() == 0) {
            return "MAP {}";
        }
        return IntStream.iterate(0, i -> i < call.size(), i -> i + 2)
                .mapToObj(i -> "%s: %s".formatted(call.as(i, key), call.as(i + 1, value)))
                .collect(Collectors.joining(", ", "MAP {", "}"));
    }

    private static String combined(Invocation call, String operator) {
        return "CAST(map_from_entries(list_transform(list_sort(list_distinct(list_concat(map_keys(%1$s), map_keys(%2$s)))), lambda _k: row(_k, CAST(coalesce(%1$s[_k], 0) AS %4$s) %3$s CAST(coalesce(%2$s[_k], 0) AS %4$s)))) AS %5$s)"
                .formatted(
                        call.sql(0),
                        call.sql(1),
                        operator,
                        call.result().bare() instanceof Type.Map(var key, var value)
                                ? DuckDbTypes.name(value)
                                : "BIGINT",
                        DuckDbTypes.name(call.result()));
    }

    private static String entry(Invocation call) {
        var name = call.names().next();
        var body = Elements.lambda(call).body().apply(List.of(name + ".key", name + ".value"));
        return "lambda %s: %s"
                .formatted(
                        name,
                        call.type(0) instanceof Type.Lambda(var parameters, var result) && result.isNumber()
                                ? Conversions.condition(body, result)
                                : body);
    }

    private static String applied(Invocation call) {
        return "map_from_entries(list_transform(map_entries(%s), %s))".formatted(call.sql(1), entry(call));
    }
}
