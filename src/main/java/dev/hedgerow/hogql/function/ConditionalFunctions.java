package dev.hedgerow.hogql.function;

import static dev.hedgerow.hogql.function.Function.Definition.scalar;

import dev.hedgerow.hogql.function.Function.Definition;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Choosing between values, and NULL. */
final class ConditionalFunctions {

    static final List<Definition> ALL = List.of(
            scalar(
                            "if(condition: condition, then: any, else: any)",
                            call -> branches(call, 1, 2),
                            "One value or the other; NULL counts as false.")
                    .handlingNull(),
            scalar(
                            "multiIf(condition: condition, then: any, rest: any...)",
                            ConditionalFunctions::multiIf,
                            "The value after the first condition that holds, or the last one.")
                    .handlingNull(),
            scalar("coalesce(value: any...)", ConditionalFunctions::coalesce, "The first value that is not NULL.")
                    .handlingNull(),
            scalar(
                            "ifNull(value: any, otherwise: any)",
                            ConditionalFunctions::coalesce,
                            "The first value, or the other where it is NULL.")
                    .handlingNull(),
            scalar(
                            "nullIf(value: any, other: any)",
                            call -> call.type(0).nullable(),
                            "NULL where the two are equal, else the first.")
                    .handlingNull(),
            scalar("isNull(value: any)", Simple.FLAG, "Whether it is NULL.").handlingNull(),
            scalar("isNotNull(value: any)", Simple.FLAG, "Whether it is not NULL.")
                    .handlingNull(),
            scalar("isZeroOrNull(value: number)", Simple.FLAG, "Whether it is 0 or NULL.")
                    .handlingNull(),
            scalar(
                            "assumeNotNull(value: any)",
                            call -> call.bare(0),
                            "The value, the default of its type in place of NULL.")
                    .handlingNull(),
            scalar("toNullable(value: any)", call -> call.type(0).nullable(), "The value with NULL added to its type.")
                    .handlingNull(),
            scalar("greatest(value: any...)", Results::common, "The greatest value; NULL is ignored.")
                    .handlingNull(),
            scalar("least(value: any...)", Results::common, "The least value; NULL is ignored.")
                    .handlingNull(),
            scalar(
                    "transform(value: any, from: array, to: array[, otherwise: any])",
                    ConditionalFunctions::transform,
                    "The value that stands in the second array where the first argument stands in the first array."),
            scalar("identity(value: any)", Results.exactly(0), "The value itself.")
                    .alias("materialize", "ignoreNulls")
                    .handlingNull(),
            scalar("toTypeName(value: any)", Simple.TEXT, "The name of the value's type.")
                    .handlingNull());

    private ConditionalFunctions() {}

    private static Type branches(Checked call, int... indexes) {
        return call.supertype(IntStream.of(indexes).mapToObj(call::type).toList());
    }

    private static Type multiIf(Checked call) {
        if (call.size() % 2 == 0) {
            throw InvalidCall.of("Function 'multiIf' expects an odd number of arguments, found " + call.size());
        }
        var values = new ArrayList<Type>();
        for (var i = 0; i + 1 < call.size(); i += 2) {
            if (!Accepts.CONDITION.accepts(call.arguments().get(i))) {
                throw InvalidCall.of(
                        i,
                        "Function 'multiIf' expects a condition as argument %d, found %s"
                                .formatted(i + 1, call.type(i).clickHouseName()));
            }
            values.add(call.type(i + 1));
        }
        values.add(call.type(call.size() - 1));
        return call.supertype(values);
    }

    private static Type coalesce(Checked call) {
        var type = Results.common(call);
        return type.bare().nullableIf(call.types().stream().allMatch(Type::isNullable));
    }

    private static Type transform(Checked call) {
        var values = call.element(2);
        return call.supertype(List.of(values, call.type(call.size() == 4 ? 3 : 0)));
    }
}
