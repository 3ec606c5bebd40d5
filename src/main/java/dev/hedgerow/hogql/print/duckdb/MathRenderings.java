package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.type.Type;
import java.util.List;

/** Numbers and their bits. */
final class MathRenderings {

    static final Renderings ALL = new Renderings()
            .add("intDiv", MathRenderings::intDiv)
            .bound(
                    "intDivOrZero",
                    call -> "CASE WHEN %s = 0 THEN %s ELSE %s END"
                            .formatted(
                                    call.sql(1),
                                    Conversions.defaultValue(call.result().bare()),
                                    intDiv(call)))
            .bound("intDivOrNull", call -> "CASE WHEN %s <> 0 THEN %s END".formatted(call.sql(1), intDiv(call)))
            .add("divideOrNull", "(CAST({0} AS DOUBLE) / nullif(CAST({1} AS DOUBLE), 0))")
            .add("moduloOrZero", "coalesce({0 number} % nullif({1 number}, 0), 0)")
            .add("moduloOrNull", "({0 number} % nullif({1 number}, 0))")
            .add("positiveModulo", "((({0 number} % {1 number}) + {1 number}) % {1 number})")
            .add("abs", "abs({0 number})")
            .add("sign", "sign({0 number})")
            .add("round", call -> rounded(call, "round_even"))
            .add("roundBankers", call -> rounded(call, "round_even"))
            .add("floor", call -> rounded(call, "floor"))
            .add("ceil", call -> rounded(call, "ceil"))
            .add("trunc", call -> rounded(call, "trunc"))
            .add("roundToExp2", "CAST(pow(2, floor(log2({0}))) AS {type})")
            .add("roundDuration", MathRenderings::roundDuration)
            .add("roundAge", MathRenderings::roundAge)
            .add(
                    "roundDown",
                    call -> "list_max(list_filter(%s, lambda %s: %s <= %s))"
                            .formatted(call.sql(1), "_v", "_v", call.sql(0)))
            .add("sqrt", "CASE WHEN {0} < 0 THEN CAST('nan' AS DOUBLE) ELSE sqrt({0}) END")
            .add("cbrt", "cbrt({0})")
            .add("exp", "exp({0})")
            .add("exp2", "pow(2, {0})")
            .add("exp10", "pow(10, {0})")
            .add("log", MathRenderings::logarithm)
            .add("log2", MathRenderings::logarithm)
            .add("log10", MathRenderings::logarithm)
            .add("log1p", "ln(1 + {0})")
            .add("expm1", "(exp({0}) - 1)")
            .add("sin", "sin({0})")
            .add("cos", "cos({0})")
            .add("tan", "tan({0})")
            .add("asin", "asin({0})")
            .add("acos", "acos({0})")
            .add("atan", "atan({0})")
            .add("sinh", "sinh({0})")
            .add("cosh", "cosh({0})")
            .add("tanh", "tanh({0})")
            .add("asinh", "asinh({0})")
            .add("acosh", "acosh({0})")
            .add("atanh", "atanh({0})")
            .add("degrees", "degrees({0})")
            .add("radians", "radians({0})")
            .add("tgamma", "gamma({0})")
            .add("lgamma", "lgamma({0})")
            .add("sigmoid", "(1 / (1 + exp(-({0}))))")
            .add("atan2", "atan2({0}, {1})")
            .add("hypot", "sqrt(pow({0}, 2) + pow({1}, 2))")
            .add("pow", "pow({0}, {1})")
            .add("pi", "pi()")
            .add("e", "exp(1)")
            .add("factorial", "CAST(factorial(CAST({0} AS INTEGER)) AS UBIGINT)")
            .add("gcd", "CAST(gcd({0}, {1}) AS {type})")
            .add("lcm", "CAST(lcm({0}, {1}) AS {type})")
            .add("max2", "CAST(greatest({0}, {1}) AS DOUBLE)")
            .add("min2", "CAST(least({0}, {1}) AS DOUBLE)")
            .add("clamp", "least(greatest({0 result}, {1 result}), {2 result})")
            .add(
                    "widthBucket",
                    "CASE WHEN {0} < {1} THEN 0 WHEN {0} >= {2} THEN {3 int} + 1 ELSE CAST(floor(CAST({0} - {1} AS DOUBLE) / ({2} - {1}) * {3}) AS BIGINT) + 1 END")
            .add("isFinite", "isfinite({0 double})")
            .add("isInfinite", "isinf({0 double})")
            .add("isNaN", "isnan({0 double})")
            .add("ifNotFinite", "CASE WHEN isfinite({0 double}) THEN {0 result} ELSE {1 result} END")
            .add("bitAnd", "({0 result} & {1 result})")
            .add("bitOr", "({0 result} | {1 result})")
            .add("bitXor", "xor({0 result}, {1 result})")
            .add("bitNot", "(~CAST({0} AS {type}))")
            .add("bitShiftLeft", call -> wrapped(call, "(CAST(%s AS HUGEINT) << %s)"))
            .add("bitShiftRight", "CAST(CAST({0} AS HUGEINT) >> {1} AS {type})")
            .add("bitTest", "((CAST({0} AS BIGINT) >> {1}) & 1)")
            .add("bitTestAll", call -> tested(call, "list_bool_and"))
            .add("bitTestAny", call -> tested(call, "list_bool_or"))
            .add("bitCount", call -> "bit_count(CAST(%s AS %s))".formatted(call.sql(0), DuckDbTypes.name(call.bare(0))))
            .add("bitHammingDistance", "bit_count(xor(CAST({0} AS BIGINT), CAST({1} AS BIGINT)))")
            .add("rand", "CAST(floor(random() * 4294967296) AS UINTEGER)")
            .add("rand64", "CAST(floor(random() * 9007199254740992) AS UBIGINT)")
            .add("randCanonical", "random()")
            .add("randUniform", "({0} + random() * ({1} - {0}))")
            .add("randNormal", "({0} + {1} * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))")
            .strict("intDivOrZero", "moduloOrZero", "roundDuration", "max2", "min2", "clamp");

    private static final List<Integer> DURATIONS =
            List.of(1, 10, 30, 60, 120, 180, 240, 300, 600, 1200, 1800, 3600, 7200, 18000, 36000);
    private static final List<Integer> AGES = List.of(1, 18, 25, 35, 45, 55);

    private MathRenderings() {}

    private static String intDiv(Invocation call) {
        var isWhole = call.bare(0) instanceof Type.Int && call.bare(1) instanceof Type.Int;
        return isWhole
                ? "CAST(%s // %s AS %s)".formatted(call.sql(0), call.sql(1), DuckDbTypes.name(call.result()))
                : "CAST(trunc(CAST(%s AS DOUBLE) / %s) AS %s)"
                        .formatted(
                                Conversions.number(call.sql(0), call.type(0)),
                                Conversions.number(call.sql(1), call.type(1)),
                                DuckDbTypes.name(call.result()));
    }

    private static String rounded(Invocation call, String function) {
        var digits = call.size() == 1 ? "0" : call.sql(1);
        var isFinal = call.size() == 1 || call.constantWhole(1).isPresent();
        if (call.bare(0) instanceof Type.Decimal && isFinal) {
            var decimal = function.equals("round_even") ? "round" : function;
            return "CAST(%s(%s, %s) AS %s)".formatted(decimal, call.sql(0), digits, DuckDbTypes.name(call.result()));
        }
        if (call.bare(0) instanceof Type.Int || call.bare(0).isTruth()) {
            var isWhole = call.size() == 1
                    || call.constantWhole(1).filter(n -> n >= 0).isPresent();
            return isWhole
                    ? Conversions.number(call.sql(0), call.type(0))
                    : "CAST(%s AS %s)"
                            .formatted(scaled(function, call.sql(0), digits), DuckDbTypes.name(call.result()));
        }
        return call.size() == 1 && !function.equals("round_even")
                ? "%s(CAST(%s AS DOUBLE))".formatted(function, call.sql(0))
                : scaled(function, call.sql(0), digits);
    }

    private static String scaled(String function, String value, String digits) {
        return function.equals("round_even")
                ? "round_even(CAST(%s AS DOUBLE), %s)".formatted(value, digits)
                : "(%s(CAST(%s AS DOUBLE) * pow(10, %s)) / pow(10, %s))".formatted(function, value, digits, digits);
    }

    private static String logarithm(Invocation call) {
        var function = call.name().equals("log") ? "ln" : call.name();
        return Casts.bound(
                "CAST(" + call.sql(0) + " AS DOUBLE)",
                call.names(),
                value ->
                        "CASE WHEN %1$s > 0 THEN %2$s(%1$s) WHEN %1$s = 0 THEN CAST('-inf' AS DOUBLE) WHEN %1$s < 0 THEN CAST('nan' AS DOUBLE) END"
                                .formatted(value, function));
    }

    private static String roundDuration(Invocation call) {
        return floor(call, DURATIONS);
    }

    private static String roundAge(Invocation call) {
        return Casts.bound(
                call.sql(0),
                call.names(),
                value ->
                        "CASE WHEN %1$s < 1 THEN 0 WHEN %1$s < 18 THEN 17 ELSE list_max(list_filter(%2$s, lambda _s: _s <= %1$s)) END"
                                .formatted(value, AGES.subList(1, AGES.size())));
    }

    private static String floor(Invocation call, List<Integer> steps) {
        return "coalesce(list_max(list_filter(%s, lambda _s: _s <= %s)), 0)".formatted(steps, call.sql(0));
    }

    /** A shift that loses what goes beyond the type's bits. */
    private static String wrapped(Invocation call, String shift) {
        var bits = call.result().bare() instanceof Type.Int(var width, var signed) ? width : 64;
        var shifted = shift.formatted(call.sql(0), call.sql(1));
        return bits >= 64
                ? "CAST(%s AS %s)".formatted(shifted, DuckDbTypes.name(call.result()))
                : "CAST(%s %% %d AS %s)".formatted(shifted, 1L << bits, DuckDbTypes.name(call.result()));
    }

    private static String tested(Invocation call, String all) {
        return "CAST(%s(list_transform([%s], lambda _b: (CAST(%s AS BIGINT) >> _b) & 1 = 1)) AS UTINYINT)"
                .formatted(all, call.joined(1), call.sql(0));
    }
}
