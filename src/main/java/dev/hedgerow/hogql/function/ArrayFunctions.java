package dev.hedgerow.hogql.function;

import static dev.hedgerow.hogql.function.Function.Definition.scalar;
import static dev.hedgerow.hogql.type.Type.Simple.FLAG;
import static dev.hedgerow.hogql.type.Type.Simple.TEXT;
import static dev.hedgerow.hogql.type.Types.FLOAT64;
import static dev.hedgerow.hogql.type.Types.UINT32;
import static dev.hedgerow.hogql.type.Types.UINT64;

import dev.hedgerow.hogql.function.Function.Definition;
import dev.hedgerow.hogql.type.Arithmetic;
import dev.hedgerow.hogql.type.Arithmetic.Operation;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import dev.hedgerow.hogql.type.TypeNames;
import dev.hedgerow.hogql.type.Types;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Arrays, whose positions count from 1, and functions over their elements. */
final class ArrayFunctions {

    /** The aggregate functions that can go over an array. */
    private static final Set<String> REDUCING = Set.of(
            "sum",
            "avg",
            "min",
            "max",
            "count",
            "any",
            "anyLast",
            "first_value",
            "last_value",
            "uniq",
            "countDistinct",
            "groupArray",
            "groupUniqArray",
            "argMin",
            "argMax",
            "median",
            "quantile",
            "stddevPop",
            "stddevSamp",
            "varPop",
            "varSamp",
            "entropy",
            "bool_and",
            "bool_or");

    static final List<Definition> ALL = Stream.concat(empties(), functions()).toList();

    private ArrayFunctions() {}

    private static Stream<Definition> functions() {
        return Stream.of(
                scalar(
                                "array([value: any...])",
                                call -> new Type.Array(Results.common(call)),
                                "An array of the values.")
                        .handlingNull(),
                scalar(
                        "arrayElement(container: array|map|tuple, position: any)",
                        ArrayFunctions::subscript,
                        "The element at a position, the value of a key; the type's default where there is none."),
                scalar(
                        "arrayElementOrNull(array: array, position: integer)",
                        call -> call.element(0).nullable(),
                        "The element at a position, or NULL."),
                scalar(
                        "range(start: integer[, end: integer[, step: integer]])",
                        call -> new Type.Array(
                                Results.commonBare(call).isTruth() ? Types.UINT8 : Results.commonBare(call)),
                        "The whole numbers from a start, or 0, up to and without the end."),
                scalar(
                                "has(array: array|map, element: any)",
                                FLAG,
                                "Whether the array has the element, or the map the key.")
                        .handlingNull(),
                scalar("hasAny(array: array, elements: array)", FLAG, "Whether it has any of the elements."),
                scalar("hasAll(array: array, elements: array)", FLAG, "Whether it has all of the elements."),
                scalar(
                        "hasSubstr(array: array, elements: array)",
                        FLAG,
                        "Whether it has the elements one after the other."),
                scalar(
                                "indexOf(array: array, element: any)",
                                UINT64,
                                "The first position of the element; 0 where it is missing.")
                        .handlingNull(),
                scalar("countEqual(array: array, element: any)", UINT64, "How often it has the element.")
                        .handlingNull(),
                scalar("arrayConcat(array: array...)", Results::commonBare, "The arrays one after the other."),
                scalar(
                                "arrayPushBack(array: array, element: any)",
                                ArrayFunctions::pushed,
                                "The array with one more element at its end.")
                        .handlingNull(),
                scalar(
                                "arrayPushFront(array: array, element: any)",
                                ArrayFunctions::pushed,
                                "The array with one more element at its start.")
                        .handlingNull(),
                scalar("arrayPopBack(array: array)", Results.same(0), "The array without its last element."),
                scalar("arrayPopFront(array: array)", Results.same(0), "The array without its first element."),
                scalar(
                        "arraySlice(array: array, offset: integer[, length: integer])",
                        Results.same(0),
                        "A part of the array, from a position counted from 1 or from the end."),
                scalar(
                        "arrayResize(array: array, size: integer[, filler: any])",
                        Results.same(0),
                        "The array cut or filled up to a size."),
                scalar("arrayReverse(array: array)", Results.same(0), "The array from its end."),
                scalar(
                        "arrayRotateLeft(array: array, count: integer)",
                        Results.same(0),
                        "The array with so many elements moved from its start to its end."),
                scalar(
                        "arrayRotateRight(array: array, count: integer)",
                        Results.same(0),
                        "The array with so many elements moved from its end to its start."),
                scalar(
                        "arrayShiftLeft(array: array, count: integer[, filler: any])",
                        Results.same(0),
                        "The array moved to the left, its end filled."),
                scalar(
                        "arrayShiftRight(array: array, count: integer[, filler: any])",
                        Results.same(0),
                        "The array moved to the right, its start filled."),
                scalar(
                                "arrayFlatten(array: array)",
                                ArrayFunctions::flattened,
                                "The innermost elements of arrays of arrays in one array.")
                        .alias("flatten"),
                scalar(
                        "arrayCompact(array: array)",
                        Results.same(0),
                        "The array without what repeats the element before."),
                scalar(
                        "arrayDistinct(array: array)",
                        Results.same(0),
                        "The array with each value once, in the order of their first appearance."),
                scalar("arrayUniq(array: array...)", UINT32, "How many different elements it has."),
                scalar("arrayIntersect(array: array...)", Results::commonBare, "What all arrays have."),
                scalar("arrayUnion(array: array...)", Results::commonBare, "What any array has."),
                scalar(
                        "arrayExcept(array: array, other: array)",
                        Results.same(0),
                        "What the other array does not have."),
                scalar(
                        "arraySymmetricDifference(array: array, other: array)",
                        Results::commonBare,
                        "What only one of the arrays has."),
                scalar(
                        "arrayJaccardIndex(array: array, other: array)",
                        FLOAT64,
                        "How much of both is common, from 0 to 1."),
                scalar(
                        "arrayZip(array: array...)",
                        call -> new Type.Array(Type.Tuple.of(elements(call))),
                        "Tuples of the elements at the same positions."),
                scalar("arrayEnumerate(array: array)", new Type.Array(UINT32), "The positions: 1, 2, …"),
                scalar(
                        "arrayEnumerateUniq(array: array)",
                        new Type.Array(UINT32),
                        "For each element, the how manieth of its value it is."),
                scalar(
                        "arrayEnumerateDense(array: array)",
                        new Type.Array(UINT32),
                        "For each element, the number of its value in the order of first appearance."),
                scalar(
                        "arrayDifference(array: array)",
                        call -> new Type.Array(minus(call.element(0))),
                        "The differences between neighbours, 0 first."),
                scalar("arrayStringConcat(array: array[, separator: text])", TEXT, "The elements as one text.")
                        .alias("array_to_string"),
                scalar(
                        "arrayReduce(function: constant, array: array...)",
                        ArrayFunctions::reduced,
                        "What the named aggregate function makes of the elements."),
                scalar("arrayRandomSample(array: array, count: integer)", Results.same(0), "Some elements by chance."),
                scalar("arrayShuffle(array: array)", Results.same(0), "The elements in random order."),
                scalar(
                                "arrayWithConstant(size: integer, value: any)",
                                call -> new Type.Array(call.type(1)),
                                "An array of one value.")
                        .handlingNull(),
                scalar(
                                "arrayDotProduct(array: array, other: array)",
                                FLOAT64,
                                "The sum of the products of their elements.")
                        .alias("dotProduct", "scalarProduct"),
                scalar("L1Norm(array: array)", FLOAT64, "The sum of the absolute elements."),
                scalar("L2Norm(array: array)", FLOAT64, "The root of the sum of squares."),
                scalar("L1Distance(array: array, other: array)", FLOAT64, "The sum of the absolute differences."),
                scalar(
                        "L2Distance(array: array, other: array)",
                        FLOAT64,
                        "The root of the sum of the squared differences."),
                scalar(
                        "cosineDistance(array: array, other: array)",
                        FLOAT64,
                        "One less the cosine of the angle between them."),
                higher(
                        "arrayMap(function: lambda, array: array...)",
                        Results::arrayOfLambda,
                        "What the function makes of each element."),
                higher(
                        "arrayFilter(function: lambda, array: array...)",
                        call -> call.bare(1),
                        "The elements for which the condition holds."),
                higher(
                        "arrayExists(function: lambda|array[, array: array...])",
                        FLAG,
                        "Whether the condition holds for any element."),
                higher(
                        "arrayAll(function: lambda|array[, array: array...])",
                        FLAG,
                        "Whether the condition holds for each element."),
                higher(
                        "arrayCount(function: lambda|array[, array: array...])",
                        UINT32,
                        "For how many elements the condition holds."),
                higher(
                        "arraySum(function: lambda|array[, array: array...])",
                        call -> Results.sum(folded(call)),
                        "The sum of the elements, or of what the function makes of them."),
                higher(
                        "arrayAvg(function: lambda|array[, array: array...])",
                        FLOAT64,
                        "The mean of the elements, or of what the function makes of them."),
                higher(
                        "arrayProduct(function: lambda|array[, array: array...])",
                        FLOAT64,
                        "The product of the elements, or of what the function makes of them."),
                higher(
                        "arrayMin(function: lambda|array[, array: array...])",
                        ArrayFunctions::folded,
                        "The least element, or what the function makes of one."),
                higher(
                        "arrayMax(function: lambda|array[, array: array...])",
                        ArrayFunctions::folded,
                        "The greatest element, or what the function makes of one."),
                higher(
                        "arrayCumSum(function: lambda|array[, array: array...])",
                        call -> new Type.Array(Results.sum(folded(call))),
                        "The running sums."),
                higher(
                        "arrayCumSumNonNegative(function: lambda|array[, array: array...])",
                        call -> new Type.Array(Results.sum(folded(call))),
                        "The running sums, never below 0."),
                higher(
                        "arraySort(function: lambda|array[, array: array...])",
                        ArrayFunctions::sorted,
                        "The elements in ascending order, or in that of what the function makes of them."),
                higher(
                        "arrayReverseSort(function: lambda|array[, array: array...])",
                        ArrayFunctions::sorted,
                        "The elements in descending order, or in that of what the function makes of them."),
                higher(
                        "arrayPartialSort(function: lambda|integer, array: integer|array[, more: array...])",
                        ArrayFunctions::partlySorted,
                        "The elements in ascending order; the limit is only a hint."),
                higher(
                        "arrayPartialReverseSort(function: lambda|integer, array: integer|array[, more: array...])",
                        ArrayFunctions::partlySorted,
                        "The elements in descending order; the limit is only a hint."),
                higher(
                        "arrayFirst(function: lambda, array: array...)",
                        Results::element,
                        "The first element for which the condition holds, or the type's default."),
                higher(
                        "arrayLast(function: lambda, array: array...)",
                        Results::element,
                        "The last element for which the condition holds, or the type's default."),
                higher(
                        "arrayFirstOrNull(function: lambda, array: array...)",
                        call -> Results.element(call).nullable(),
                        "The first element for which the condition holds, or NULL."),
                higher(
                        "arrayLastOrNull(function: lambda, array: array...)",
                        call -> Results.element(call).nullable(),
                        "The last element for which the condition holds, or NULL."),
                higher(
                        "arrayFirstIndex(function: lambda, array: array...)",
                        UINT32,
                        "The first position for which the condition holds, or 0."),
                higher(
                        "arrayLastIndex(function: lambda, array: array...)",
                        UINT32,
                        "The last position for which the condition holds, or 0."),
                higher(
                        "arrayFill(function: lambda, array: array...)",
                        call -> call.bare(1),
                        "Each element for which the condition does not hold becomes the one before."),
                higher(
                        "arrayReverseFill(function: lambda, array: array...)",
                        call -> call.bare(1),
                        "Each element for which the condition does not hold becomes the one after."),
                higher(
                        "arraySplit(function: lambda, array: array...)",
                        call -> new Type.Array(call.bare(1)),
                        "The array cut before each element for which the condition holds."),
                higher(
                        "arrayReverseSplit(function: lambda, array: array...)",
                        call -> new Type.Array(call.bare(1)),
                        "The array cut after each element for which the condition holds."),
                scalar(
                                "arrayFold(function: lambda, array: array, more: any...)",
                                call -> call.supertype(List.of(call.lambdaResult(), call.type(call.size() - 1))),
                                "What the function gathers from element to element, starting from the last argument.")
                        .passing(LambdaRule.FOLD),
                Definition.of(
                        Kind.ROWS, "arrayJoin(array: array)", call -> call.element(0), "A row for each element."));
    }

    /** {@code emptyArrayUInt8} and its like. */
    private static Stream<Definition> empties() {
        return Stream.of(
                        "UInt8",
                        "UInt16",
                        "UInt32",
                        "UInt64",
                        "Int8",
                        "Int16",
                        "Int32",
                        "Int64",
                        "Float32",
                        "Float64",
                        "String",
                        "Date",
                        "DateTime")
                .map(name -> scalar(
                        "emptyArray%s()".formatted(name),
                        new Type.Array(TypeNames.parse(name).orElseThrow()),
                        "An array of %s without elements.".formatted(name)));
    }

    private static Definition higher(String signature, Result result, String description) {
        return scalar(signature, result, description).passing(LambdaRule.ELEMENTS);
    }

    private static Definition higher(String signature, Type result, String description) {
        return higher(signature, _ -> result, description);
    }

    private static Type[] elements(Checked call) {
        return IntStream.range(0, call.size()).mapToObj(call::element).toArray(Type[]::new);
    }

    private static Type subscript(Checked call) {
        return switch (call.bare(0)) {
            case Type.Array(var element) -> element;
            case Type.Map(var key, var value) -> value;
            case Type.Tuple tuple -> ContainerFunctions.element(call, tuple);
            case Simple.NOTHING -> Simple.NOTHING;
            default ->
                throw InvalidCall.of(
                        0, "%s has no elements".formatted(call.type(0).clickHouseName()));
        };
    }

    private static Type pushed(Checked call) {
        return new Type.Array(call.supertype(List.of(call.element(0), call.type(1))));
    }

    private static Type flattened(Checked call) {
        var type = call.bare(0);
        while (type instanceof Type.Array(var inner) && inner.bare() instanceof Type.Array) {
            type = inner.bare();
        }
        return type;
    }

    private static Type minus(Type element) {
        return Arithmetic.of(Operation.MINUS, element, element).orElse(element);
    }

    /** What is summed or compared: the elements, or what the lambda makes of them. */
    private static Type folded(Checked call) {
        return call.hasLambda() ? call.lambdaResult() : array(call, 0);
    }

    private static Type array(Checked call, int index) {
        if (call.bare(index) instanceof Type.Array(var element)) {
            return element;
        }
        throw InvalidCall.of(
                index,
                "Function '%s' expects an array, found %s"
                        .formatted(call.name(), call.type(index).clickHouseName()));
    }

    private static Type sorted(Checked call) {
        return call.bare(call.hasLambda() ? 1 : 0);
    }

    private static Type partlySorted(Checked call) {
        return call.bare(call.hasLambda() ? 2 : 1);
    }

    private static Type reduced(Checked call) {
        var name = call.text(0)
                .orElseThrow(
                        () -> InvalidCall.of(0, "Function 'arrayReduce' expects the name of an aggregate function"));
        var function = Functions.get(name);
        if (function.kind() != Kind.AGGREGATE) {
            throw InvalidCall.of(0, "Function '%s' is no aggregate function".formatted(name));
        }
        var elements = IntStream.range(1, call.size())
                .mapToObj(i -> Argument.of(call.element(i)))
                .toList();
        if (!REDUCING.contains(function.name())) {
            throw InvalidCall.unsupported(
                    "Function 'arrayReduce' with '%s' is not supported by this engine".formatted(name));
        }
        return function.bind(List.of(), elements, call.zone()).type();
    }
}
