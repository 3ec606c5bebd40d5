package dev.hedgerow.hogql.function;

import static dev.hedgerow.hogql.function.Function.Definition.scalar;

import dev.hedgerow.hogql.function.Function.Definition;
import dev.hedgerow.hogql.type.Arithmetic;
import dev.hedgerow.hogql.type.Arithmetic.Operation;
import dev.hedgerow.hogql.type.Supertypes;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import java.util.List;

/** What the operators of the language are, and their names as functions. */
final class OperatorFunctions {

    static final List<Definition> ALL = List.of(
            scalar("plus(left: any, right: any)", arithmetic(Operation.PLUS), "The sum; a time moved by an interval."),
            scalar("minus(left: any, right: any)", arithmetic(Operation.MINUS), "The difference."),
            scalar("multiply(left: any, right: any)", arithmetic(Operation.MULTIPLY), "The product."),
            scalar("divide(left: any, right: any)", arithmetic(Operation.DIVIDE), "The quotient, a float."),
            scalar(
                            "modulo(left: number, right: number)",
                            arithmetic(Operation.MODULO),
                            "The remainder, signed as the dividend.")
                    .alias("mod"),
            scalar(
                    "negate(value: number)",
                    call -> Arithmetic.negated(call.bare(0)),
                    "The value with its sign turned."),
            comparison("equals(left: any, right: any)", "Whether the two are equal; NULL equals only NULL."),
            comparison("notEquals(left: any, right: any)", "Whether the two differ; NULL differs from all but NULL."),
            comparison("less(left: any, right: any)", "Whether the first is less; false beside NULL."),
            comparison("lessOrEquals(left: any, right: any)", "Whether the first is not greater; false beside NULL."),
            comparison("greater(left: any, right: any)", "Whether the first is greater; false beside NULL."),
            comparison("greaterOrEquals(left: any, right: any)", "Whether the first is not less; false beside NULL."),
            comparison("isDistinctFrom(left: any, right: any)", "Whether the two differ, NULL being a value."),
            comparison("isNotDistinctFrom(left: any, right: any)", "Whether the two are the same, NULL being a value."),
            scalar("and(left: condition, right: condition...)", OperatorFunctions::logical, "Whether all hold."),
            scalar("or(left: condition, right: condition...)", OperatorFunctions::logical, "Whether any holds."),
            scalar(
                    "xor(left: condition, right: condition...)",
                    OperatorFunctions::logical,
                    "Whether an odd number of them holds."),
            scalar("not(condition: condition)", OperatorFunctions::logical, "Whether it does not hold."));

    private OperatorFunctions() {}

    private static Result arithmetic(Operation operation) {
        return call -> Arithmetic.of(operation, call.bare(0), call.bare(1))
                .orElseThrow(() -> InvalidCall.of("Illegal types %s and %s of arguments of function '%s'"
                        .formatted(call.type(0).clickHouseName(), call.type(1).clickHouseName(), call.name())));
    }

    private static Definition comparison(String signature, String description) {
        return scalar(signature, OperatorFunctions::compared, description).handlingNull();
    }

    private static Type compared(Checked call) {
        if (!Supertypes.comparable(call.type(0), call.type(1))) {
            throw InvalidCall.of("Cannot compare %s with %s"
                    .formatted(call.type(0).clickHouseName(), call.type(1).clickHouseName()));
        }
        return Simple.FLAG;
    }

    private static Type logical(Checked call) {
        return call.types().stream().anyMatch(type -> type.bare() == Simple.BOOL) ? Simple.BOOL : Simple.FLAG;
    }
}
