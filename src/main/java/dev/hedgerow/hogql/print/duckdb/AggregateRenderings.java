package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import dev.hedgerow.hogql.type.Types;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Aggregates and window functions. Over no rows they give what ClickHouse gives: 0, empty, or NULL if NULL is in the
 * type.
 */
final class AggregateRenderings {

    static final Renderings ALL = all();

    private AggregateRenderings() {}

    private static Renderings all() {
        var all = new Renderings()
                .add("count", AggregateRenderings::count)
                .add("countDistinct", AggregateRenderings::distinct)
                .add("uniq", AggregateRenderings::distinct)
                .add("uniqUpTo", call -> "least(%s, %s + 1)".formatted(distinct(call), call.parameter(0)))
                .add("sum", AggregateRenderings::sum)
                .add("avg", call -> orNan(call, call.aggregate("avg", number(call, 0))))
                .add("avgWeighted", call -> weighted(call))
                .add(
                        "sumCount",
                        call -> "row(%s, %s)"
                                .formatted(
                                        orZero(call.aggregate("sum", number(call, 0))),
                                        call.aggregate("count", call.sql(0))))
                .add("min", call -> orDefault(call, call.aggregate("min", call.sql(0))))
                .add("max", call -> orDefault(call, call.aggregate("max", call.sql(0))))
                .add("any", call -> orDefault(call, call.aggregate("any_value", call.sql(0))))
                .add("anyLast", call -> orDefault(call, notNull(call, 0).aggregate("last", call.sql(0))))
                .add(
                        "first_value",
                        call -> orDefault(
                                call,
                                call.aggregate(call.modifiers().over() == null ? "first" : "first_value", call.sql(0))))
                .add(
                        "last_value",
                        call -> orDefault(
                                call,
                                call.aggregate(call.modifiers().over() == null ? "last" : "last_value", call.sql(0))))
                .add(
                        "singleValueOrNull",
                        call -> "CASE WHEN %s = 1 THEN %s END"
                                .formatted(
                                        call.with(call.modifiers().asDistinct()).aggregate("count", call.sql(0)),
                                        call.aggregate("any_value", call.sql(0))))
                .add("argMin", call -> orDefault(call, call.aggregate("arg_min", call.joined(0))))
                .add("argMax", call -> orDefault(call, call.aggregate("arg_max", call.joined(0))))
                .add("groupArray", call -> limited(call, list(call, 0)))
                .add("groupArrayLast", call -> "list_slice(%s, -%s, -1)".formatted(list(call, 0), call.parameter(0)))
                .add(
                        "groupUniqArray",
                        call -> limited(call, list(call.with(call.modifiers().asDistinct()), 0)))
                .add(
                        "groupArraySorted",
                        call -> "list_slice(list_sort(%s), 1, %s)".formatted(list(call, 0), call.parameter(0)))
                .add("groupArrayArray", call -> "flatten(%s)".formatted(list(call, 0)))
                .add("groupUniqArrayArray", call -> "list_distinct(flatten(%s))".formatted(list(call, 0)))
                .add(
                        "groupArrayIntersect",
                        call -> Casts.bound(
                                list(call, 0),
                                call.names(),
                                lists ->
                                        "CASE WHEN len(%1$s) = 0 THEN [] ELSE list_reduce(%1$s, lambda _a, _b: list_intersect(_a, _b)) END"
                                                .formatted(lists)))
                .add("groupConcat", AggregateRenderings::groupConcat)
                .add(
                        "string_agg",
                        call -> orDefault(call, call.aggregate("string_agg", call.text(0) + ", " + call.text(1))))
                .add("groupArrayMovingSum", call -> moving(call, "list_sum(list_slice(%1$s, %2$s, _i))"))
                .add(
                        "groupArrayMovingAvg",
                        call -> moving(
                                call,
                                "(list_sum(list_slice(%1$s, %2$s, _i)) / "
                                        + (call.parameters().isEmpty()
                                                ? "len(%1$s)"
                                                : "CAST(" + call.parameter(0) + " AS DOUBLE)")
                                        + ")"))
                .add("groupBitAnd", call -> orDefault(call, call.aggregate("bit_and", call.sql(0))))
                .add("groupBitOr", call -> orDefault(call, call.aggregate("bit_or", call.sql(0))))
                .add("groupBitXor", call -> orDefault(call, call.aggregate("bit_xor", call.sql(0))))
                .add("bool_and", call -> "coalesce(%s, true)".formatted(call.aggregate("bool_and", call.condition(0))))
                .add("bool_or", call -> "coalesce(%s, false)".formatted(call.aggregate("bool_or", call.condition(0))))
                .add("topK", call -> top(call, "count(*)"))
                .add("topKWeighted", call -> top(call, "sum"))
                .add("stddevPop", call -> orNan(call, call.aggregate("stddev_pop", number(call, 0))))
                .add("stddevSamp", call -> orNan(call, call.aggregate("stddev_samp", number(call, 0))))
                .add("varPop", call -> orNan(call, call.aggregate("var_pop", number(call, 0))))
                .add("varSamp", call -> orNan(call, call.aggregate("var_samp", number(call, 0))))
                .add("skewPop", call -> orNan(call, moment(call, 3)))
                .add("skewSamp", call -> orNan(call, sampleMoment(call, 3)))
                .add("kurtPop", call -> orNan(call, moment(call, 4)))
                .add("kurtSamp", call -> orNan(call, sampleMoment(call, 4)))
                .add("entropy", call -> orZero(call.aggregate("entropy", call.sql(0))))
                .add("mad", call -> orNan(call, call.aggregate("mad", doubled(call, 0))))
                .add(
                        "geometricMean",
                        call -> orNan(
                                call, "exp(%s)".formatted(call.aggregate("avg", "ln(%s)".formatted(call.sql(0))))))
                .add("covarPop", call -> orNan(call, call.aggregate("covar_pop", doubles(call))))
                .add("covarSamp", call -> orNan(call, call.aggregate("covar_samp", doubles(call))))
                .add("corr", call -> orNan(call, call.aggregate("corr", doubles(call))))
                .add("rankCorr", AggregateRenderings::rankCorrelation)
                .add("regrSlope", call -> orNan(call, call.aggregate("regr_slope", doubles(call))))
                .add("regrIntercept", call -> orNan(call, call.aggregate("regr_intercept", doubles(call))))
                .add("simpleLinearRegression", call -> {
                    var reversed = "CAST(%s AS DOUBLE), CAST(%s AS DOUBLE)".formatted(call.sql(1), call.sql(0));
                    return "row(%s, %s)"
                            .formatted(
                                    orNan(call, Types.FLOAT64, call.aggregate("regr_slope", reversed)),
                                    orNan(call, Types.FLOAT64, call.aggregate("regr_intercept", reversed)));
                })
                .add(
                        "boundingRatio",
                        call -> orNan(
                                call,
                                "((%3$s - %4$s) / nullif(CAST(%1$s - %2$s AS DOUBLE), 0))"
                                        .formatted(
                                                call.aggregate("max", call.sql(0)),
                                                call.aggregate("min", call.sql(0)),
                                                call.aggregate("arg_max", call.sql(1) + ", " + call.sql(0)),
                                                call.aggregate("arg_min", call.sql(1) + ", " + call.sql(0)))))
                .add(
                        "deltaSum",
                        call -> Casts.bound(
                                list(call, 0),
                                call.names(),
                                values ->
                                        "coalesce(list_sum(list_transform(range(2, len(%1$s) + 1), lambda _i: greatest(%1$s[_i] - %1$s[_i - 1], 0))), 0)"
                                                .formatted(values)))
                .add("sumMap", call -> byKey(call, "sum"))
                .add("minMap", call -> byKey(call, "min"))
                .add("maxMap", call -> byKey(call, "max"))
                .add("histogram", AggregateRenderings::histogram)
                .add(
                        "intervalLengthSum",
                        call -> Casts.bound(
                                "list_sort(%s)".formatted(intervals(call)),
                                call.names(),
                                sorted ->
                                        "coalesce(list_sum(list_transform(range(1, len(%1$s) + 1), lambda _i: greatest(%1$s[_i][2] - greatest(%1$s[_i][1], coalesce(list_max(list_transform(list_slice(%1$s, 1, _i - 1), lambda _t: _t[2])), %1$s[_i][1])), 0))), 0)"
                                                .formatted(sorted)))
                .add(
                        "maxIntersections",
                        call -> Casts.bound(
                                intervals(call),
                                call.names(),
                                all1 ->
                                        "coalesce(list_max(list_transform(%1$s, lambda _s: len(list_filter(%1$s, lambda _t: _t[1] <= _s[1] AND _s[1] < _t[2])))), 0)"
                                                .formatted(all1)));
        for (var kind : List.of(
                "", "Exact", "ExactLow", "ExactHigh", "ExactInclusive", "TDigest", "BFloat16", "Timing", "DD")) {
            all.add(
                    "quantile" + kind,
                    call -> orNan(
                            call,
                            quantile(
                                    call,
                                    kind,
                                    call.parameters().isEmpty()
                                            ? "0.5"
                                            : call.parameter(call.parameters().size() - 1))));
            all.add("median" + kind, call -> orNan(call, quantile(call, kind, "0.5")));
            all.add(
                    "quantiles" + kind,
                    call -> IntStream.range(
                                    kind.equals("DD") ? 1 : 0, call.parameters().size())
                            .mapToObj(i -> quantile(call, kind, call.parameter(i)))
                            .collect(Collectors.joining(", ", "[", "]")));
        }
        for (var name : List.of(
                "quantileExactWeighted",
                "quantileTDigestWeighted",
                "quantileTimingWeighted",
                "quantileInterpolatedWeighted")) {
            all.add(name, AggregateRenderings::weightedQuantile);
        }
        return windows(all);
    }

    private static Renderings windows(Renderings all) {
        for (var name : List.of("row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile")) {
            all.add(name, call -> call.aggregate(name, call.joined(0)));
        }
        return all.add("lag", call -> call.aggregate("lag", neighbour(call, Conversions.defaultValue(call.result()))))
                .add("lead", call -> call.aggregate("lead", neighbour(call, Conversions.defaultValue(call.result()))))
                .add(
                        "lagInFrame",
                        call -> call.aggregate("lag", neighbour(call, Conversions.defaultValue(call.result()))))
                .add(
                        "leadInFrame",
                        call -> call.aggregate("lead", neighbour(call, Conversions.defaultValue(call.result()))))
                .add("nth_value", call -> call.aggregate("nth_value", call.joined(0)));
    }

    private static String neighbour(Invocation call, String otherwise) {
        return "%s, %s, %s"
                .formatted(
                        call.sql(0),
                        call.size() > 1 ? call.sql(1) : "1",
                        call.size() > 2 ? call.as(2, call.result()) : otherwise);
    }

    private static String number(Invocation call, int index) {
        return Conversions.number(call.sql(index), call.type(index));
    }

    private static String doubled(Invocation call, int index) {
        return "CAST(%s AS DOUBLE)".formatted(call.sql(index));
    }

    private static String doubles(Invocation call) {
        return doubled(call, 0) + ", " + doubled(call, 1);
    }

    private static String orZero(String sql) {
        return "coalesce(%s, 0)".formatted(sql);
    }

    private static String orNan(Invocation call, String sql) {
        return orNan(call, call.result(), sql);
    }

    private static String orNan(Invocation call, Type type, String sql) {
        if (call.result().isNullable()) {
            return sql;
        }
        return type instanceof Type.Real
                ? "coalesce(%s, CAST('nan' AS DOUBLE))".formatted(sql)
                : Conversions.orDefault(sql, call.result());
    }

    private static String orDefault(Invocation call, String sql) {
        return Conversions.orDefault(sql, call.result());
    }

    private static Invocation notNull(Invocation call, int index) {
        return call.type(index).isNullable()
                ? call.with(call.modifiers().filteredBy(call.sql(index) + " IS NOT NULL"))
                : call;
    }

    private static String count(Invocation call) {
        var counted = call.size() == 0
                ? call.aggregate("count", "*")
                : call.size() == 1 ? call.aggregate("count", call.sql(0)) : several(call);
        return call.result().isNullable() ? "nullif(%s, 0)".formatted(counted) : counted;
    }

    private static String several(Invocation call) {
        var distinct = call.modifiers().distinct() ? "row(%s)".formatted(call.joined(0)) : call.sql(0);
        return call.aggregate("count", distinct);
    }

    private static String distinct(Invocation call) {
        var value = call.size() == 1 ? call.sql(0) : "row(%s)".formatted(call.joined(0));
        return call.with(call.modifiers().asDistinct()).aggregate("count", value);
    }

    /** DuckDB sums whole numbers in 128 bits. */
    private static String sum(Invocation call) {
        var sum = call.aggregate("sum", number(call, 0));
        var narrowed = call.result().bare() instanceof Type.Int(var bits, var signed) && bits == 64
                ? "CAST(%s AS %s)".formatted(sum, DuckDbTypes.name(call.result()))
                : sum;
        return call.result().isNullable() ? narrowed : orZero(narrowed);
    }

    private static String weighted(Invocation call) {
        var filtered = call.with(call.modifiers().filteredBy("%s IS NOT NULL".formatted(call.sql(0))));
        return orNan(
                call,
                "(%s / %s)"
                        .formatted(
                                call.aggregate("sum", "CAST(%s AS DOUBLE) * %s".formatted(call.sql(0), call.sql(1))),
                                filtered.aggregate("sum", call.sql(1))));
    }

    private static String list(Invocation call, int index) {
        var kept = notNull(call, index);
        return "coalesce(%s, CAST([] AS %s[]))"
                .formatted(kept.aggregate("list", call.sql(index)), DuckDbTypes.name(call.type(index)));
    }

    private static String limited(Invocation call, String list) {
        return call.parameters().isEmpty()
                ? list
                : "list_slice(%s, 1, %s)"
                        .formatted(list, call.parameter(call.parameters().size() - 1));
    }

    private static String groupConcat(Invocation call) {
        var separator = call.parameters().isEmpty() ? "''" : call.parameter(0);
        if (call.parameters().size() < 2) {
            return orDefault(call, call.aggregate("string_agg", call.text(0) + ", " + separator));
        }
        return "array_to_string(list_slice(%s, 1, %s), %s)"
                .formatted(call.aggregate("list", call.text(0)), call.parameter(1), separator);
    }

    private static String moving(Invocation call, String body) {
        return Casts.bound(list(call, 0), call.names(), values -> {
            var start = call.parameters().isEmpty() ? "1" : "greatest(_i - %s + 1, 1)".formatted(call.parameter(0));
            return "CAST(list_transform(%s, lambda _e, _i: %s) AS %s)"
                    .formatted(values, body.formatted(values, start), DuckDbTypes.name(call.result()));
        });
    }

    /** The most frequent values, by a histogram, those of one frequency in ascending order. */
    private static String top(Invocation call, String by) {
        var count = call.parameters().isEmpty() ? "10" : call.parameter(0);
        var pairs = by.equals("sum")
                ? weights(call)
                : "map_entries(coalesce(%s, MAP {}))".formatted(notNull(call, 0).aggregate("histogram", call.sql(0)));
        return "list_slice(list_transform(list_sort(list_transform(%s, lambda _p: row(-CAST(_p.value AS BIGINT), _p.key))), lambda _t: _t[2]), 1, %s)"
                .formatted(pairs, count);
    }

    private static String weights(Invocation call) {
        return Casts.bound(
                call.aggregate("list", "row(%s, %s)".formatted(call.sql(0), call.sql(1))),
                call.names(),
                pairs ->
                        "list_transform(list_distinct(list_transform(%1$s, lambda _p: _p[1])), lambda _k: {'key': _k, 'value': list_sum(list_transform(list_filter(%1$s, lambda _p: _p[1] = _k), lambda _p: _p[2]))})"
                                .formatted(pairs));
    }

    /** A central moment over the standard deviation to its power. */
    private static String moment(Invocation call, int power) {
        return Casts.bound(
                call.aggregate("list", doubled(call, 0)),
                call.names(),
                values ->
                        "(list_avg(list_transform(%1$s, lambda _v: pow(_v - list_avg(%1$s), %2$d))) / pow(list_stddev_pop(%1$s), %2$d))"
                                .formatted(values, power));
    }

    private static String sampleMoment(Invocation call, int power) {
        return Casts.bound(
                call.aggregate("list", doubled(call, 0)),
                call.names(),
                values ->
                        "(list_avg(list_transform(%1$s, lambda _v: pow(_v - list_avg(%1$s), %2$d))) / pow(list_stddev_samp(%1$s), %2$d))"
                                .formatted(values, power));
    }

    private static String rankCorrelation(Invocation call) {
        var ranks =
                "list_transform(%2$s, lambda _v: len(list_filter(%2$s, lambda _w: _w < _v)) + (len(list_filter(%2$s, lambda _w: _w = _v)) + 1) / 2e0)";
        var pairs = call.with(call.modifiers()
                        .filteredBy("%s IS NOT NULL AND %s IS NOT NULL".formatted(call.sql(0), call.sql(1))))
                .aggregate("list", "row(%s)".formatted(doubles(call)));
        return orNan(call, Casts.bound(pairs, call.names(), list -> {
            var x = ranks.replace("%2$s", "list_transform(%s, lambda _p: _p[1])".formatted(list));
            var y = ranks.replace("%2$s", "list_transform(%s, lambda _p: _p[2])".formatted(list));
            return "list_transform([row(%s, %s)], lambda _r: list_avg(list_transform(list_zip(_r[1], _r[2]), lambda _t: (_t[1] - list_avg(_r[1])) * (_t[2] - list_avg(_r[2])))) / (list_stddev_pop(_r[1]) * list_stddev_pop(_r[2])))[1]"
                    .formatted(x, y);
        }));
    }

    private static String quantile(Invocation call, String kind, String level) {
        var isExact = kind.equals("Exact") || kind.equals("ExactLow") || kind.equals("ExactHigh");
        var value = call.type(0).isTime() ? call.sql(0) : number(call, 0);
        if (!isExact) {
            var continuous = call.aggregate("quantile_cont", "%s, %s".formatted(value, level));
            return call.bare(0) == Simple.DATE ? "CAST(%s AS DATE)".formatted(continuous) : continuous;
        }
        var sorted = "list_sort(%s)".formatted(list(call, 0));
        var position = switch (kind) {
            case "ExactLow" -> "greatest(CAST(ceil(len(%%1$s) * %s) AS BIGINT), 1)";
            default -> "least(CAST(floor(len(%%1$s) * %s) AS BIGINT) + 1, len(%%1$s))";
        };
        return Casts.bound(
                sorted, call.names(), values -> ("%1$s[" + position.formatted(level) + "]").formatted(values));
    }

    private static String weightedQuantile(Invocation call) {
        var level = call.parameters().isEmpty() ? "0.5" : call.parameter(0);
        var pairs =
                "list_sort(%s)".formatted(call.aggregate("list", "row(%s, %s)".formatted(call.sql(0), call.sql(1))));
        return orNan(
                call,
                Casts.bound(
                        pairs,
                        call.names(),
                        sorted ->
                                "list_filter(%1$s, lambda _p, _i: list_sum(list_transform(list_slice(%1$s, 1, _i), lambda _q: _q[2])) >= %2$s * list_sum(list_transform(%1$s, lambda _q: _q[2])))[1][1]"
                                        .formatted(sorted, level)));
    }

    private static String byKey(Invocation call, String aggregate) {
        var isMap = call.bare(0) instanceof Type.Map;
        var entries = isMap
                ? "flatten(coalesce(%s, []))"
                        .formatted(call.aggregate(
                                "list", "list_zip(map_keys(%1$s), map_values(%1$s))".formatted(call.sql(0))))
                : "flatten(coalesce(%s, []))"
                        .formatted(call.aggregate("list", "list_zip(%s, %s)".formatted(call.sql(0), call.sql(1))));
        var merged = Casts.bound(
                entries,
                call.names(),
                pairs ->
                        "list_transform(list_sort(list_distinct(list_transform(%1$s, lambda _p: _p[1]))), lambda _k: row(_k, list_%2$s(list_transform(list_filter(%1$s, lambda _p: _p[1] = _k), lambda _p: _p[2]))))"
                                .formatted(pairs, aggregate));
        return isMap
                ? "CAST(map_from_entries(%s) AS %s)".formatted(merged, DuckDbTypes.name(call.result()))
                : Casts.bound(
                        merged,
                        call.names(),
                        pairs ->
                                "CAST(row(list_transform(%1$s, lambda _p: _p[1]), list_transform(%1$s, lambda _p: _p[2])) AS %2$s)"
                                        .formatted(pairs, DuckDbTypes.name(call.result())));
    }

    private static String histogram(Invocation call) {
        var bins = call.parameter(0);
        return Casts.bound(
                "CAST(%s AS DOUBLE[])".formatted(list(call, 0)),
                call.names(),
                values ->
                        "CASE WHEN len(%1$s) = 0 THEN [] WHEN list_min(%1$s) = list_max(%1$s) THEN [row(list_min(%1$s), list_max(%1$s), CAST(len(%1$s) AS DOUBLE))] ELSE list_transform(range(%2$s), lambda _b: row(list_min(%1$s) + _b * (list_max(%1$s) - list_min(%1$s)) / %2$s, list_min(%1$s) + (_b + 1) * (list_max(%1$s) - list_min(%1$s)) / %2$s, CAST(len(list_filter(%1$s, lambda _v: least(floor((_v - list_min(%1$s)) / (list_max(%1$s) - list_min(%1$s)) * %2$s), %2$s - 1) = _b)) AS DOUBLE))) END"
                                .formatted(values, bins));
    }

    private static String intervals(Invocation call) {
        return "coalesce(%s, [])".formatted(call.aggregate("list", "row(%s, %s)".formatted(call.sql(0), call.sql(1))));
    }
}
