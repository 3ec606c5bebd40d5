package dev.hedgerow.hogql.function;

import static dev.hedgerow.hogql.function.Function.Definition.aggregate;
import static dev.hedgerow.hogql.function.Function.Definition.window;
import static dev.hedgerow.hogql.type.Types.FLOAT64;
import static dev.hedgerow.hogql.type.Types.UINT64;

import dev.hedgerow.hogql.function.Function.Definition;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions over the rows of a group or a window. */
final class AggregateFunctions {

    private static final String EXACT = "Exact, where PostHog's is an estimate.";

    /** The ways in which ClickHouse finds quantiles, and how ours differ. */
    private static final Map<String, String> QUANTILES = Map.of(
            "", EXACT,
            "Exact", "",
            "ExactLow", "",
            "ExactHigh", "",
            "ExactInclusive", "",
            "TDigest", EXACT,
            "BFloat16", EXACT,
            "Timing", EXACT,
            "DD", EXACT);

    static final List<Definition> ALL = all();

    static final List<Definition> WINDOWS = List.of(
            window("row_number()", call -> UINT64, "The number of the row."),
            window("rank()", call -> UINT64, "The rank of the row, with gaps."),
            window("dense_rank()", call -> UINT64, "The rank of the row, without gaps.")
                    .alias("denseRank"),
            window("percent_rank()", call -> FLOAT64, "The rank of the row from 0 to 1.")
                    .alias("percentRank"),
            window("cume_dist()", call -> FLOAT64, "The share of rows up to this one."),
            window("ntile(buckets: integer)", call -> UINT64, "The number of the bucket, of so many of the same size."),
            window(
                            "lag(value: any[, offset: integer[, otherwise: any]])",
                            AggregateFunctions::inFrame,
                            "The value so many rows before; the other, or the type's default, where there is none.")
                    .handlingNull(),
            window(
                            "lead(value: any[, offset: integer[, otherwise: any]])",
                            AggregateFunctions::inFrame,
                            "The value so many rows after; the other, or the type's default, where there is none.")
                    .handlingNull(),
            window(
                            "lagInFrame(value: any[, offset: integer[, otherwise: any]])",
                            AggregateFunctions::inFrame,
                            "The value so many rows before in the frame; the type's default where there is none.")
                    .handlingNull(),
            window(
                            "leadInFrame(value: any[, offset: integer[, otherwise: any]])",
                            AggregateFunctions::inFrame,
                            "The value so many rows after in the frame; the type's default where there is none.")
                    .handlingNull(),
            window(
                    "nth_value(value: any, position: integer)",
                    Results.same(0),
                    "The value of the nth row of the frame."));

    private AggregateFunctions() {}

    private static List<Definition> all() {
        var all = new ArrayList<>(List.of(
                aggregate(
                                "count([value: any...])",
                                UINT64,
                                "How many rows there are, or how many values that are not NULL.")
                        .handlingNull(),
                aggregate("countDistinct(value: any...)", UINT64, "How many different values there are.")
                        .handlingNull(),
                aggregate("uniq(value: any...)", UINT64, "How many different values there are.")
                        .handlingNull()
                        .differs(EXACT)
                        .alias(
                                "uniqExact",
                                "uniqCombined",
                                "uniqCombined64",
                                "uniqHLL12",
                                "uniqTheta",
                                "approx_distinct",
                                "approx_count_distinct"),
                aggregate(
                                "uniqUpTo(limit: integer)(value: any...)",
                                UINT64,
                                "How many different values there are, up to a limit and one.")
                        .handlingNull(),
                aggregate("sum(value: number)", call -> Results.sum(call.bare(0)), "The sum.")
                        .alias("sumWithOverflow", "sumKahan"),
                aggregate("avg(value: number)", FLOAT64, "The mean.").alias("mean"),
                aggregate("avgWeighted(value: number, weight: number)", FLOAT64, "The mean, weighted."),
                aggregate(
                        "sumCount(value: number)",
                        call -> Type.Tuple.of(Results.sum(call.bare(0)), UINT64),
                        "The sum and how many values it is of."),
                aggregate("min(value: any)", Results.same(0), "The least value."),
                aggregate("max(value: any)", Results.same(0), "The greatest value."),
                aggregate("any(value: any)", Results.same(0), "The first value that is not NULL.")
                        .alias("any_value", "anyHeavy", "first_value_ignore_nulls", "arbitrary"),
                aggregate("anyLast(value: any)", Results.same(0), "The last value that is not NULL."),
                aggregate("first_value(value: any)", Results.same(0), "The first value.")
                        .alias("firstValue", "first_value_respect_nulls", "any_respect_nulls"),
                aggregate("last_value(value: any)", Results.same(0), "The last value.")
                        .alias("lastValue", "last_value_respect_nulls", "anyLast_respect_nulls"),
                aggregate(
                        "singleValueOrNull(value: any)",
                        call -> call.type(0).nullable(),
                        "The value where there is only one, else NULL."),
                aggregate("argMin(value: any, by: any)", Results.same(0), "The value where the other is least."),
                aggregate("argMax(value: any, by: any)", Results.same(0), "The value where the other is greatest."),
                aggregate(
                                "groupArray([limit: integer])(value: any)",
                                AggregateFunctions::gathered,
                                "All values that are not NULL, or the first so many.")
                        .handlingNull()
                        .alias("array_agg", "groupArraySample"),
                aggregate(
                                "groupArrayLast(limit: integer)(value: any)",
                                AggregateFunctions::gathered,
                                "The last so many values.")
                        .handlingNull(),
                aggregate(
                                "groupUniqArray([limit: integer])(value: any)",
                                AggregateFunctions::gathered,
                                "Each value once.")
                        .handlingNull(),
                aggregate(
                                "groupArraySorted(limit: integer)(value: any)",
                                AggregateFunctions::gathered,
                                "The least so many values in order.")
                        .handlingNull(),
                aggregate("groupArrayArray(array: array)", call -> call.bare(0), "The elements of all arrays in one.")
                        .handlingNull(),
                aggregate(
                                "groupUniqArrayArray(array: array)",
                                call -> call.bare(0),
                                "The elements of all arrays, each once.")
                        .handlingNull(),
                aggregate("groupArrayIntersect(array: array)", call -> call.bare(0), "What all arrays have.")
                        .handlingNull(),
                aggregate(
                                "groupConcat([separator: text[, limit: integer]])(value: any)",
                                Simple.TEXT,
                                "The values as one text.")
                        .alias("group_concat", "string_agg_of"),
                aggregate(
                                "string_agg(value: any, separator: text)",
                                Simple.TEXT,
                                "The values as one text with a separator between.")
                        .alias("listagg"),
                aggregate(
                                "groupArrayMovingSum([window: integer])(value: number)",
                                call -> new Type.Array(Results.sum(call.bare(0))),
                                "The running sums.")
                        .handlingNull(),
                aggregate(
                                "groupArrayMovingAvg([window: integer])(value: number)",
                                new Type.Array(FLOAT64),
                                "The sums of so many last values, divided by their number.")
                        .handlingNull(),
                aggregate("groupBitAnd(value: integer)", Results.same(0), "The bits that all have."),
                aggregate("groupBitOr(value: integer)", Results.same(0), "The bits that any has."),
                aggregate("groupBitXor(value: integer)", Results.same(0), "The bits that an odd number of values has."),
                aggregate("bool_and(value: condition)", Simple.FLAG, "Whether it holds in every row.")
                        .alias("every"),
                aggregate("bool_or(value: condition)", Simple.FLAG, "Whether it holds in any row."),
                aggregate(
                                "topK([count: integer...])(value: any)",
                                AggregateFunctions::gathered,
                                "The most frequent values.")
                        .handlingNull()
                        .differs(EXACT)
                        .alias("approx_top_k_values"),
                aggregate(
                                "topKWeighted([count: integer...])(value: any, weight: integer)",
                                AggregateFunctions::gathered,
                                "The values of the greatest weight.")
                        .handlingNull()
                        .differs(EXACT),
                real("stddevPop", "The standard deviation of a population.").alias("stddev_pop"),
                real("stddevSamp", "The standard deviation of a sample.").alias("stddev_samp", "stddev"),
                real("varPop", "The variance of a population.").alias("var_pop"),
                real("varSamp", "The variance of a sample.").alias("var_samp", "variance"),
                real("skewPop", "The skewness of a population."),
                real("skewSamp", "The skewness of a sample."),
                real("kurtPop", "The kurtosis of a population."),
                real("kurtSamp", "The kurtosis of a sample."),
                aggregate("entropy(value: any)", FLOAT64, "Shannon's entropy, in bits."),
                real("mad", "The median of the distances from the median."),
                real("geometricMean", "The geometric mean."),
                pair("covarPop", "The covariance of a population.").alias("covar_pop"),
                pair("covarSamp", "The covariance of a sample.").alias("covar_samp"),
                pair("corr", "Pearson's correlation."),
                aggregate("rankCorr(x: number, y: number)", FLOAT64, "Spearman's rank correlation."),
                pair("regrSlope", "The slope of the regression line of the first on the second.")
                        .alias("regr_slope"),
                pair("regrIntercept", "The intercept of the regression line of the first on the second.")
                        .alias("regr_intercept"),
                aggregate(
                        "simpleLinearRegression(x: number, y: number)",
                        Type.Tuple.of(FLOAT64, FLOAT64),
                        "The slope and intercept of the line y over x."),
                aggregate(
                        "boundingRatio(x: number, y: number)",
                        FLOAT64,
                        "The slope from the leftmost to the rightmost point."),
                aggregate("deltaSum(value: number)", Results.same(0), "The sum of the rises from row to row."),
                aggregate(
                        "sumMap(keys: map|array[, values: array])", AggregateFunctions::summedMap, "The sums by key."),
                aggregate(
                        "minMap(keys: map|array[, values: array])",
                        AggregateFunctions::mapOf,
                        "The least values by key."),
                aggregate(
                        "maxMap(keys: map|array[, values: array])",
                        AggregateFunctions::mapOf,
                        "The greatest values by key."),
                aggregate(
                                "histogram(bins: integer)(value: number)",
                                new Type.Array(Type.Tuple.of(FLOAT64, FLOAT64, FLOAT64)),
                                "Lower bound, upper bound and height of so many bins.")
                        .differs("The bins have equal widths."),
                aggregate(
                        "intervalLengthSum(start: any, end: any)",
                        call -> call.bare(0) instanceof Type.Real ? FLOAT64 : UINT64,
                        "The length of all intervals, overlaps counted once."),
                aggregate("maxIntersections(start: any, end: any)", UINT64, "How many intervals overlap at most.")));
        QUANTILES.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            var difference = entry.getValue();
            all.add(differing(
                    aggregate(
                            "quantile%s([level: number...])(value: any)".formatted(entry.getKey()),
                            call -> quantile(call, entry.getKey()),
                            "The value below which that share of the values lies."),
                    difference));
            all.add(differing(
                    aggregate(
                                    "quantiles%s(level: number...)(value: any)".formatted(entry.getKey()),
                                    call -> new Type.Array(quantile(call, entry.getKey())),
                                    "The values below which those shares of the values lie.")
                            .handlingNull(),
                    difference));
            all.add(differing(
                    aggregate(
                            "median%s(value: any)".formatted(entry.getKey()),
                            call -> quantile(call, entry.getKey()),
                            "The value in the middle."),
                    difference));
        });
        for (var name : List.of(
                "quantileExactWeighted",
                "quantileTDigestWeighted",
                "quantileTimingWeighted",
                "quantileInterpolatedWeighted")) {
            all.add(aggregate(
                            name + "([level: number])(value: any, weight: integer)",
                            call -> name.contains("Exact") ? call.bare(0) : FLOAT64,
                            "The value below which that share of the weights lies.")
                    .differs("Interpolates nothing."));
        }
        return List.copyOf(all);
    }

    private static Definition differing(Definition definition, String how) {
        return how.isEmpty() ? definition : definition.differs(how);
    }

    private static Definition real(String name, String description) {
        return aggregate(name + "(value: number)", FLOAT64, description);
    }

    private static Definition pair(String name, String description) {
        return aggregate(name + "(y: number, x: number)", FLOAT64, description);
    }

    private static Type gathered(Checked call) {
        return new Type.Array(call.bare(0));
    }

    private static Type quantile(Checked call, String kind) {
        var value = call.bare(0);
        if (value.isTime()) {
            return value;
        }
        if (!value.isNumber()) {
            throw InvalidCall.of(
                    0,
                    "Function '%s' expects a number or a time, found %s"
                            .formatted(call.name(), call.type(0).clickHouseName()));
        }
        return kind.equals("Exact") || kind.equals("ExactLow") || kind.equals("ExactHigh") ? value : FLOAT64;
    }

    private static Type inFrame(Checked call) {
        return call.size() < 3 ? call.type(0) : call.supertype(List.of(call.type(0), call.type(2)));
    }

    private static Type summedMap(Checked call) {
        return switch (call.bare(0)) {
            case Type.Map(var key, var value) -> new Type.Map(key, Results.sum(value));
            default -> Type.Tuple.of(new Type.Array(call.element(0)), new Type.Array(Results.sum(valuesOf(call))));
        };
    }

    private static Type mapOf(Checked call) {
        return switch (call.bare(0)) {
            case Type.Map map -> map;
            default -> Type.Tuple.of(new Type.Array(call.element(0)), new Type.Array(valuesOf(call)));
        };
    }

    private static Type valuesOf(Checked call) {
        if (call.size() < 2 || !(call.bare(0) instanceof Type.Array)) {
            throw InvalidCall.of(
                    "Function '%s' expects a map, or an array of keys and one of values".formatted(call.name()));
        }
        return call.element(1);
    }
}
