package dev.hedgerow.hogql.function;

import static dev.hedgerow.hogql.function.Function.Definition.scalar;
import static dev.hedgerow.hogql.type.Types.FLOAT64;
import static dev.hedgerow.hogql.type.Types.UINT8;

import dev.hedgerow.hogql.function.Function.Definition;
import dev.hedgerow.hogql.type.Arithmetic;
import dev.hedgerow.hogql.type.Arithmetic.Operation;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import dev.hedgerow.hogql.type.Types;
import java.util.List;

/** Numbers and their bits. */
final class MathFunctions {

    static final List<Definition> ALL = List.of(
            scalar(
                    "intDiv(dividend: number, divisor: number)",
                    whole(Operation.INT_DIV),
                    "The quotient without its fraction; an error when divided by 0."),
            scalar(
                    "intDivOrZero(dividend: number, divisor: number)",
                    whole(Operation.INT_DIV),
                    "The quotient without its fraction; 0 when divided by 0."),
            scalar(
                            "intDivOrNull(dividend: number, divisor: number)",
                            quotient(Operation.INT_DIV),
                            "The quotient without its fraction; NULL when divided by 0.")
                    .handlingNull(),
            scalar(
                    "divideOrNull(dividend: number, divisor: number)",
                    call -> FLOAT64.nullable(),
                    "The quotient; NULL when divided by 0."),
            scalar(
                    "moduloOrZero(dividend: number, divisor: number)",
                    whole(Operation.MODULO),
                    "The remainder; 0 when divided by 0."),
            scalar(
                            "moduloOrNull(dividend: number, divisor: number)",
                            quotient(Operation.MODULO),
                            "The remainder; NULL when divided by 0.")
                    .handlingNull(),
            scalar(
                            "positiveModulo(dividend: number, divisor: number)",
                            whole(Operation.MODULO),
                            "The remainder, never negative for a positive divisor.")
                    .alias("positive_modulo", "pmod"),
            scalar("abs(value: number)", MathFunctions::abs, "The value without its sign."),
            scalar("sign(value: number)", Types.INT8, "-1, 0 or 1."),
            scalar(
                    "round(value: number[, digits: integer])",
                    MathFunctions::rounded,
                    "The nearest number with so many digits; floats half to even."),
            scalar(
                    "roundBankers(value: number[, digits: integer])",
                    MathFunctions::rounded,
                    "The nearest number with so many digits, half to even."),
            scalar(
                    "floor(value: number[, digits: integer])",
                    MathFunctions::rounded,
                    "The next lower number with so many digits."),
            scalar(
                            "ceil(value: number[, digits: integer])",
                            MathFunctions::rounded,
                            "The next higher number with so many digits.")
                    .alias("ceiling"),
            scalar(
                            "trunc(value: number[, digits: integer])",
                            MathFunctions::rounded,
                            "The number without further digits.")
                    .alias("truncate"),
            scalar("roundToExp2(value: number)", MathFunctions::rounded, "The next lower power of two."),
            scalar(
                    "roundDuration(seconds: number)",
                    Types.UINT16,
                    "The next lower of the usual durations, from 1 s to 10 h."),
            scalar("roundAge(age: number)", UINT8, "The next lower of the usual age groups."),
            scalar(
                    "roundDown(value: number, steps: array)",
                    call -> call.element(1),
                    "The greatest of the steps that is not above the value."),
            real("sqrt", "The square root."),
            real("cbrt", "The cube root."),
            real("exp", "e to that power."),
            real("exp2", "2 to that power."),
            real("exp10", "10 to that power."),
            real("log", "The natural logarithm.").alias("ln"),
            real("log2", "The logarithm to base 2."),
            real("log10", "The logarithm to base 10."),
            real("log1p", "The natural logarithm of 1 + value."),
            real("expm1", "e to that power, less 1."),
            real("sin", "The sine."),
            real("cos", "The cosine."),
            real("tan", "The tangent."),
            real("asin", "The arc sine."),
            real("acos", "The arc cosine."),
            real("atan", "The arc tangent."),
            real("sinh", "The hyperbolic sine."),
            real("cosh", "The hyperbolic cosine."),
            real("tanh", "The hyperbolic tangent."),
            real("asinh", "The inverse hyperbolic sine."),
            real("acosh", "The inverse hyperbolic cosine."),
            real("atanh", "The inverse hyperbolic tangent."),
            real("degrees", "Radians as degrees."),
            real("radians", "Degrees as radians."),
            real("tgamma", "The gamma function.").alias("gamma"),
            real("lgamma", "The logarithm of the gamma function."),
            real("sigmoid", "The logistic function."),
            scalar("atan2(y: number, x: number)", FLOAT64, "The angle of a point."),
            scalar("hypot(x: number, y: number)", FLOAT64, "The length of the hypotenuse."),
            scalar("pow(base: number, exponent: number)", FLOAT64, "The base to a power.")
                    .alias("power"),
            scalar("pi()", FLOAT64, "The number pi."),
            scalar("e()", FLOAT64, "The number e."),
            scalar("factorial(value: integer)", Types.UINT64, "The product of all whole numbers up to it."),
            scalar("gcd(a: integer, b: integer)", Results.same(0), "The greatest common divisor."),
            scalar("lcm(a: integer, b: integer)", Results.same(0), "The least common multiple."),
            scalar("max2(a: number, b: number)", FLOAT64, "The greater of two numbers."),
            scalar("min2(a: number, b: number)", FLOAT64, "The lesser of two numbers."),
            scalar(
                    "clamp(value: any, low: any, high: any)",
                    Results::commonBare,
                    "The value, kept between two others."),
            scalar(
                            "widthBucket(value: number, low: number, high: number, count: integer)",
                            Types.INT64,
                            "The number of the equal-width bucket that holds the value.")
                    .alias("width_bucket"),
            scalar("isFinite(value: number)", Simple.FLAG, "Whether it is neither infinite nor NaN."),
            scalar("isInfinite(value: number)", Simple.FLAG, "Whether it is infinite."),
            scalar("isNaN(value: number)", Simple.FLAG, "Whether it is not a number."),
            scalar(
                    "ifNotFinite(value: number, otherwise: number)",
                    Results::commonBare,
                    "The value, or the other where it is infinite or NaN."),
            scalar("bitAnd(a: integer, b: integer)", MathFunctions::bits, "The bits that both have."),
            scalar("bitOr(a: integer, b: integer)", MathFunctions::bits, "The bits that either has."),
            scalar("bitXor(a: integer, b: integer)", MathFunctions::bits, "The bits that one of them has."),
            scalar("bitNot(value: integer)", Results.same(0), "The bits it does not have."),
            scalar("bitShiftLeft(value: integer, by: integer)", Results.same(0), "The bits moved up."),
            scalar("bitShiftRight(value: integer, by: integer)", Results.same(0), "The bits moved down."),
            scalar("bitTest(value: integer, position: integer)", UINT8, "The bit at a position, the lowest at 0."),
            scalar("bitTestAll(value: integer, position: integer...)", UINT8, "Whether all those bits are set."),
            scalar("bitTestAny(value: integer, position: integer...)", UINT8, "Whether any of those bits is set."),
            scalar("bitCount(value: integer)", UINT8, "How many bits are set."),
            scalar("bitHammingDistance(a: integer, b: integer)", UINT8, "How many bits differ."),
            scalar("rand()", Types.UINT32, "A random number.").alias("rand32"),
            scalar("rand64()", Types.UINT64, "A random number of 64 bits."),
            scalar("randCanonical()", FLOAT64, "A random number from 0 to 1."),
            scalar("randUniform(low: number, high: number)", FLOAT64, "A random number between two others."),
            scalar("randNormal(mean: number, deviation: number)", FLOAT64, "A normally distributed random number."));

    private MathFunctions() {}

    private static Definition real(String name, String description) {
        return scalar(name + "(value: number)", FLOAT64, description);
    }

    private static Result whole(Operation operation) {
        return call -> Arithmetic.of(operation, call.bare(0), call.bare(1)).orElseThrow();
    }

    private static Result quotient(Operation operation) {
        return call -> whole(operation).of(call).nullable();
    }

    private static Type abs(Checked call) {
        return switch (call.bare(0)) {
            case Type.Int(var bits, var signed) -> new Type.Int(bits, false);
            case Simple.BOOL, Simple.FLAG -> UINT8;
            default -> call.bare(0);
        };
    }

    private static Type rounded(Checked call) {
        return call.bare(0).isTruth() ? UINT8 : call.bare(0);
    }

    private static Type bits(Checked call) {
        var type = Results.commonBare(call);
        return type.isTruth() ? UINT8 : type;
    }
}
