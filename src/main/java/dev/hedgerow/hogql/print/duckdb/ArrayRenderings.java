package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.function.Function;
import dev.hedgerow.hogql.function.Functions;
import dev.hedgerow.hogql.type.Supertypes;
import dev.hedgerow.hogql.type.Type;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Arrays, as lists. */
final class ArrayRenderings {

    static final Renderings ALL = empties(new Renderings())
            .add("array", call -> literal(call, call.result()))
            .add("arrayElement", ArrayRenderings::subscript)
            .add("arrayElementOrNull", "{0}[{1}]")
            .add("range", "range({0*})")
            .add(
                    "has",
                    call -> call.bare(0) instanceof Type.Map
                            ? "list_contains(map_keys(%s), %s)".formatted(call.sql(0), call.sql(1))
                            : contains(call))
            .add("hasAny", call -> "list_has_any(%s)".formatted(alike(call)))
            .add("hasAll", call -> "list_has_all(%s)".formatted(alike(call)))
            .add(
                    "hasSubstr",
                    "(len({1}) = 0 OR coalesce(list_bool_or(list_transform(range(1, len({0}) - len({1}) + 2), lambda _i: list_slice({0}, _i, _i + len({1}) - 1) = {1})), false))")
            .add("indexOf", "coalesce(list_position({0}, {1}), 0)")
            .add("countEqual", "len(list_filter({0}, lambda _e: _e IS NOT DISTINCT FROM {1}))")
            .add("arrayConcat", ArrayRenderings::concat)
            .add("arrayPushBack", call -> "list_append(%s, %s)".formatted(call.as(0, call.result()), element(call)))
            .add("arrayPushFront", call -> "list_prepend(%s, %s)".formatted(element(call), call.as(0, call.result())))
            .add("arrayPopBack", "{0}[:-2]")
            .add("arrayPopFront", "{0}[2:]")
            .bound("arraySlice", ArrayRenderings::slice)
            .bound(
                    "arrayResize",
                    call -> "list_resize(%s, CAST(%s AS BIGINT), %s)"
                            .formatted(
                                    call.sql(0),
                                    call.sql(1),
                                    call.size() == 3
                                            ? call.as(2, elementOf(call, 0))
                                            : Conversions.defaultValue(elementOf(call, 0))))
            .add("arrayReverse", "list_reverse({0})")
            .add(
                    "arrayRotateLeft",
                    "list_concat(list_slice({0}, {1} % len({0}) + 1, len({0})), list_slice({0}, 1, {1} % len({0})))")
            .add(
                    "arrayRotateRight",
                    "list_concat(list_slice({0}, len({0}) - {1} % len({0}) + 1, len({0})), list_slice({0}, 1, len({0}) - {1} % len({0})))")
            .bound(
                    "arrayShiftLeft",
                    call ->
                            "list_transform(range(1, len(%1$s) + 1), lambda _i: CASE WHEN _i + %2$s <= len(%1$s) THEN %1$s[_i + %2$s] ELSE %3$s END)"
                                    .formatted(call.sql(0), call.sql(1), filler(call)))
            .bound(
                    "arrayShiftRight",
                    call ->
                            "list_transform(range(1, len(%1$s) + 1), lambda _i: CASE WHEN _i - %2$s >= 1 THEN %1$s[_i - %2$s] ELSE %3$s END)"
                                    .formatted(call.sql(0), call.sql(1), filler(call)))
            .add("arrayFlatten", ArrayRenderings::flatten)
            .add("arrayCompact", "list_filter({0}, lambda _e, _i: _i = 1 OR _e IS DISTINCT FROM {0}[_i - 1])")
            .add("arrayDistinct", "list_filter({0}, lambda _e, _i: _e IS NOT NULL AND list_position({0}, _e) = _i)")
            .add("arrayUniq", ArrayRenderings::uniq)
            .add("arrayIntersect", call -> chained(call, "list_intersect"))
            .add("arrayUnion", call -> "list_distinct(%s)".formatted(concat(call)))
            .add("arrayExcept", "list_filter({0}, lambda _e: NOT coalesce(list_contains({1}, _e), false))")
            .add(
                    "arraySymmetricDifference",
                    "list_concat(list_filter({0 result}, lambda _e: NOT list_contains({1 result}, _e)), list_filter({1 result}, lambda _e: NOT list_contains({0 result}, _e)))")
            .add("arrayJaccardIndex", "(len(list_intersect({0}, {1})) / len(list_distinct(list_concat({0}, {1}))))")
            .add("arrayZip", "list_zip({0*})")
            .add("arrayEnumerate", "range(1, len({0}) + 1)")
            .add(
                    "arrayEnumerateUniq",
                    "list_transform({0}, lambda _e, _i: len(list_filter(list_slice({0}, 1, _i), lambda _f: _f IS NOT DISTINCT FROM _e)))")
            .add(
                    "arrayEnumerateDense",
                    "list_transform({0}, lambda _e: len(list_filter(list_slice({0}, 1, list_position({0}, _e)), lambda _f, _i: list_position({0}, _f) = _i)))")
            .add(
                    "arrayDifference",
                    "list_transform({0}, lambda _e, _i: CASE WHEN _i = 1 THEN 0 ELSE _e - {0}[_i - 1] END)")
            .add(
                    "arrayStringConcat",
                    call -> "array_to_string(%s, %s)".formatted(texts(call), call.size() == 2 ? call.sql(1) : "''"))
            .add("arrayReduce", ArrayRenderings::reduce)
            .add(
                    "arrayRandomSample",
                    "list_slice(list_transform(list_sort(list_transform({0}, lambda _e: row(random(), _e))), lambda _t: _t[2]), 1, {1})")
            .add(
                    "arrayShuffle",
                    "list_transform(list_sort(list_transform({0}, lambda _e: row(random(), _e))), lambda _t: _t[2])")
            .add("arrayWithConstant", "list_transform(range({0 int}), lambda _i: {1})")
            .add(
                    "arrayDotProduct",
                    "coalesce(list_sum(list_transform(list_zip({0}, {1}), lambda _t: CAST(_t[1] AS DOUBLE) * _t[2])), 0)")
            .add("L1Norm", "coalesce(list_sum(list_transform({0}, lambda _e: CAST(abs(_e) AS DOUBLE))), 0)")
            .add("L2Norm", "sqrt(coalesce(list_sum(list_transform({0}, lambda _e: CAST(_e AS DOUBLE) * _e)), 0))")
            .add(
                    "L1Distance",
                    "coalesce(list_sum(list_transform(list_zip({0}, {1}), lambda _t: abs(CAST(_t[1] AS DOUBLE) - _t[2]))), 0)")
            .add(
                    "L2Distance",
                    "sqrt(coalesce(list_sum(list_transform(list_zip({0}, {1}), lambda _t: pow(CAST(_t[1] AS DOUBLE) - _t[2], 2))), 0))")
            .add("cosineDistance", "list_cosine_distance(CAST({0} AS DOUBLE[]), CAST({1} AS DOUBLE[]))")
            .add("arrayMap", call -> Elements.of(call, 0).mapped())
            .add("arrayFilter", call -> Elements.of(call, 0).filtered())
            .add(
                    "arrayExists",
                    call -> "coalesce(list_bool_or(%s), false)"
                            .formatted(Elements.of(call, 0).conditions()))
            .add(
                    "arrayAll",
                    call -> "coalesce(list_bool_and(%s), true)"
                            .formatted(Elements.of(call, 0).conditions()))
            .add(
                    "arrayCount",
                    call -> "len(list_filter(%s, lambda _c: _c))"
                            .formatted(Elements.of(call, 0).conditions()))
            .add(
                    "arraySum",
                    call -> "CAST(coalesce(list_sum(%s), 0) AS %s)"
                            .formatted(Elements.of(call, 0).numbers(), DuckDbTypes.name(call.result())))
            .add(
                    "arrayAvg",
                    call -> "coalesce(list_avg(%s), CAST('nan' AS DOUBLE))"
                            .formatted(Elements.of(call, 0).numbers()))
            .add(
                    "arrayProduct",
                    call -> "coalesce(list_product(%s), 1)"
                            .formatted(Elements.of(call, 0).numbers()))
            .add(
                    "arrayMin",
                    call -> Conversions.orDefault(
                            "list_min(%s)".formatted(Elements.of(call, 0).values()), call.result()))
            .add(
                    "arrayMax",
                    call -> Conversions.orDefault(
                            "list_max(%s)".formatted(Elements.of(call, 0).values()), call.result()))
            .add("arrayCumSum", call -> cumulated(call, "list_sum(list_slice(%1$s, 1, _i))"))
            .add(
                    "arrayCumSumNonNegative",
                    call -> cumulated(
                            call, "list_reduce(list_slice(%1$s, 1, _i), lambda _a, _b: greatest(_a + _b, 0), 0)"))
            .add("arraySort", call -> sorted(call, 0, "list_sort(%s)"))
            .add("arrayReverseSort", call -> sorted(call, 0, "list_sort(%s, 'DESC', 'NULLS LAST')"))
            .add("arrayPartialSort", call -> sorted(call, 1, "list_sort(%s)"))
            .add("arrayPartialReverseSort", call -> sorted(call, 1, "list_sort(%s, 'DESC', 'NULLS LAST')"))
            .add(
                    "arrayFirst",
                    call -> Conversions.orDefault(
                            "%s[1]".formatted(Elements.of(call, 0).filtered()), call.result()))
            .add(
                    "arrayLast",
                    call -> Conversions.orDefault(
                            "%s[-1]".formatted(Elements.of(call, 0).filtered()), call.result()))
            .add(
                    "arrayFirstOrNull",
                    call -> "%s[1]".formatted(Elements.of(call, 0).filtered()))
            .add(
                    "arrayLastOrNull",
                    call -> "%s[-1]".formatted(Elements.of(call, 0).filtered()))
            .add(
                    "arrayFirstIndex",
                    call -> "coalesce(list_position(%s, true), 0)"
                            .formatted(Elements.of(call, 0).conditions()))
            .add(
                    "arrayLastIndex",
                    call -> Casts.bound(
                            Elements.of(call, 0).conditions(),
                            call.names(),
                            met ->
                                    "CASE WHEN list_contains(%1$s, true) THEN len(%1$s) + 1 - list_position(list_reverse(%1$s), true) ELSE 0 END"
                                            .formatted(met)))
            .add(
                    "arrayFill",
                    call -> filled(call, "list_max(list_filter(range(1, _i + 1), lambda _j: _j = 1 OR _m[2][_j]))"))
            .add(
                    "arrayReverseFill",
                    call -> filled(
                            call,
                            "list_min(list_filter(range(_i, len(_m[1]) + 1), lambda _j: _j = len(_m[1]) OR _m[2][_j]))"))
            .add(
                    "arraySplit",
                    call -> split(
                            call,
                            "list_filter(range(1, len(_m[1]) + 1), lambda _j: _j = 1 OR _m[2][_j])",
                            "list_slice(_m[1], _s, coalesce(list_min(list_filter(range(_s + 1, len(_m[1]) + 1), lambda _j: _m[2][_j])), len(_m[1]) + 1) - 1)"))
            .add(
                    "arrayReverseSplit",
                    call -> split(
                            call,
                            "list_filter(range(1, len(_m[1]) + 1), lambda _j: _j = len(_m[1]) OR _m[2][_j])",
                            "list_slice(_m[1], coalesce(list_max(list_filter(range(1, _s), lambda _j: _m[2][_j])), 0) + 1, _s)"))
            .add("arrayFold", ArrayRenderings::fold)
            .add("arrayJoin", "unnest({0})");

    private ArrayRenderings() {}

    private static Renderings empties(Renderings all) {
        Functions.all().stream()
                .map(Function::name)
                .filter(name -> name.startsWith("emptyArray"))
                .forEach(name -> all.add(name, "CAST([] AS {type})"));
        return all;
    }

    private static Type elementOf(Invocation call, int index) {
        return call.bare(index) instanceof Type.Array(var element) ? element : Type.Simple.NOTHING;
    }

    private static String literal(Invocation call, Type type) {
        if (!(type.bare() instanceof Type.Array(var element)) || call.size() == 0) {
            return "[]";
        }
        return IntStream.range(0, call.size())
                .mapToObj(i -> call.as(i, element))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String subscript(Invocation call) {
        if (call.bare(0) instanceof Type.Tuple tuple) {
            return ContainerRenderings.element(call, tuple);
        }
        var position =
                call.bare(1) instanceof Type.Int && !Sql.isWhole(call.sql(1)) && call.bare(0) instanceof Type.Array
                        ? "CAST(%s AS BIGINT)".formatted(call.sql(1))
                        : call.sql(1);
        return Conversions.orDefault("%s[%s]".formatted(call.sql(0), position), call.result());
    }

    private static String contains(Invocation call) {
        return call.type(1).isNullable()
                ? "(len(list_filter(%s, lambda _e: _e IS NOT DISTINCT FROM %s)) > 0)"
                        .formatted(call.sql(0), call.sql(1))
                : "coalesce(list_contains(%s, %s), false)".formatted(call.sql(0), call.sql(1));
    }

    /** Arrays of one type. */
    private static String alike(Invocation call) {
        var types = IntStream.range(0, call.size()).mapToObj(call::type).toList();
        var common = Supertypes.of(types).orElse(call.type(0));
        return IntStream.range(0, call.size()).mapToObj(i -> call.as(i, common)).collect(Collectors.joining(", "));
    }

    static String concat(Invocation call) {
        return call.size() == 1 ? call.sql(0) : "list_concat(%s)".formatted(alike(call));
    }

    private static String chained(Invocation call, String function) {
        var common = Supertypes.of(
                        IntStream.range(0, call.size()).mapToObj(call::type).toList())
                .orElse(call.type(0));
        return IntStream.range(1, call.size())
                .boxed()
                .reduce(
                        "list_distinct(%s)".formatted(call.as(0, common)),
                        (sql, i) -> "%s(%s, %s)".formatted(function, sql, call.as(i, common)),
                        (a, b) -> b);
    }

    private static String element(Invocation call) {
        return call.as(1, elementOfResult(call));
    }

    private static Type elementOfResult(Invocation call) {
        return call.result().bare() instanceof Type.Array(var element) ? element : Type.Simple.NOTHING;
    }

    private static String filler(Invocation call) {
        return call.size() == 3 ? call.as(2, elementOf(call, 0)) : Conversions.defaultValue(elementOf(call, 0));
    }

    private static String slice(Invocation call) {
        if (call.size() == 2) {
            return "list_slice(%1$s, %2$s, len(%1$s))".formatted(call.sql(0), call.sql(1));
        }
        return "list_slice(%1$s, %2$s, CASE WHEN %3$s < 0 THEN len(%1$s) + %3$s WHEN %2$s < 0 THEN len(%1$s) + %2$s + %3$s ELSE %2$s + %3$s - 1 END)"
                .formatted(call.sql(0), call.sql(1), call.sql(2));
    }

    private static String flatten(Invocation call) {
        var sql = call.sql(0);
        var type = call.bare(0);
        while (type instanceof Type.Array(var inner) && inner.bare() instanceof Type.Array) {
            sql = "flatten(%s)".formatted(sql);
            type = inner.bare();
        }
        return sql;
    }

    private static String uniq(Invocation call) {
        return call.size() == 1
                ? "list_unique(%s)".formatted(call.sql(0))
                : "list_unique(list_zip(%s))".formatted(call.joined(0));
    }

    private static String texts(Invocation call) {
        var element = elementOf(call, 0);
        return element.isText()
                ? call.sql(0)
                : "list_transform(%s, lambda _e: %s)"
                        .formatted(call.sql(0), Conversions.text("_e", element, call.names()));
    }

    private static String reduce(Invocation call) {
        var function = Functions.get(call.constantText(0).orElseThrow()).name();
        var array = call.sql(1);
        return switch (function) {
            case "uniq", "countDistinct" -> "list_unique(%s)".formatted(array);
            case "groupArray" -> "list_filter(%s, lambda _e: _e IS NOT NULL)".formatted(array);
            case "groupUniqArray" -> "list_distinct(%s)".formatted(array);
            case "sum" -> "CAST(coalesce(list_sum(%s), 0) AS %s)".formatted(array, DuckDbTypes.name(call.result()));
            case "any" -> "list_any_value(%s)".formatted(array);
            case "argMin" -> "list_sort(list_zip(%s, %s))[1][2]".formatted(call.sql(2), array);
            case "argMax" -> "list_sort(list_zip(%s, %s))[-1][2]".formatted(call.sql(2), array);
            default -> "list_aggregate(%s, %s)".formatted(array, Sql.quoted(aggregate(function)));
        };
    }

    private static String aggregate(String function) {
        return switch (function) {
            case "quantile" -> "median";
            case "anyLast", "last_value" -> "last";
            case "first_value" -> "first";
            case "stddevPop" -> "stddev_pop";
            case "stddevSamp" -> "stddev_samp";
            case "varPop" -> "var_pop";
            case "varSamp" -> "var_samp";
            default -> function;
        };
    }

    private static String cumulated(Invocation call, String body) {
        return Casts.bound(
                Elements.of(call, 0).numbers(),
                call.names(),
                values -> "CAST(list_transform(%1$s, lambda _e, _i: %2$s) AS %3$s)"
                        .formatted(values, body.formatted(values), DuckDbTypes.name(call.result())));
    }

    private static String sorted(Invocation call, int limits, String sort) {
        if (!call.hasLambda()) {
            return sort.formatted(call.sql(limits));
        }
        var elements = Elements.of(call, limits);
        return "list_transform(%s, lambda _t: _t[2])"
                .formatted(sort.formatted("list_zip(%s, %s)".formatted(elements.mapped(), call.sql(1 + limits))));
    }

    /** Binds the array and the conditions of its elements as {@code _m}. */
    private static String filled(Invocation call, String position) {
        return "list_transform([row(%s, %s)], lambda _m: list_transform(_m[1], lambda _e, _i: _m[1][%s]))[1]"
                .formatted(call.sql(1), Elements.of(call, 0).conditions(), position);
    }

    private static String split(Invocation call, String cuts, String piece) {
        return "list_transform([row(%s, %s)], lambda _m: list_transform(%s, lambda _s: %s))[1]"
                .formatted(call.sql(1), Elements.of(call, 0).conditions(), cuts, piece);
    }

    private static String fold(Invocation call) {
        var last = call.size() - 1;
        var gathered = call.names().next();
        var element = call.names().next();
        var isSingle = last == 2;
        var array = isSingle
                ? call.sql(1)
                : IntStream.range(1, last).mapToObj(call::sql).collect(Collectors.joining(", ", "list_zip(", ")"));
        var parameters = IntStream.range(0, last)
                .mapToObj(i -> i == 0 ? gathered : isSingle ? element : "%s[%d]".formatted(element, i))
                .toList();
        var type = DuckDbTypes.name(call.result());
        return "list_reduce(%s, lambda %s, %s: CAST(%s AS %s), CAST(%s AS %s))"
                .formatted(
                        array,
                        gathered,
                        element,
                        Elements.lambda(call).body().apply(parameters),
                        type,
                        call.sql(last),
                        type);
    }
}
