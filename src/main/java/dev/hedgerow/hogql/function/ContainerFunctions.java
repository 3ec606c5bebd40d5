package dev.hedgerow.hogql.function;

import static dev.hedgerow.hogql.function.Function.Definition.scalar;
import static dev.hedgerow.hogql.type.Type.Simple.FLAG;

import dev.hedgerow.hogql.function.Function.Definition;
import dev.hedgerow.hogql.type.Arithmetic;
import dev.hedgerow.hogql.type.Arithmetic.Operation;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Types;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Tuples and maps. */
final class ContainerFunctions {

    static final List<Definition> ALL = List.of(
            scalar(
                            "tuple([value: any...])",
                            call -> Type.Tuple.of(call.types().toArray(Type[]::new)),
                            "A tuple of the values.")
                    .handlingNull(),
            scalar(
                    "tupleElement(tuple: tuple|array, position: any[, otherwise: any])",
                    ContainerFunctions::tupleElement,
                    "The element at a position or of a name."),
            scalar("untuple(tuple: tuple)", Results.exactly(0), "The tuple."),
            scalar("tupleConcat(tuple: tuple...)", ContainerFunctions::concatenated, "The tuples as one."),
            arithmetic("tuplePlus", Operation.PLUS, "The sums of their elements.")
                    .alias("vectorSum"),
            arithmetic("tupleMinus", Operation.MINUS, "The differences of their elements.")
                    .alias("vectorDifference"),
            arithmetic("tupleMultiply", Operation.MULTIPLY, "The products of their elements."),
            arithmetic("tupleDivide", Operation.DIVIDE, "The quotients of their elements."),
            scalar("map([value: any...])", ContainerFunctions::map, "A map of keys and values, in turns.")
                    .handlingNull(),
            scalar(
                    "mapFromArrays(keys: array, values: array)",
                    call -> new Type.Map(call.element(0), call.element(1)),
                    "A map of those keys and values."),
            scalar("mapKeys(map: map)", call -> new Type.Array(type(call).key()), "The keys."),
            scalar("mapValues(map: map)", call -> new Type.Array(type(call).value()), "The values."),
            scalar("mapContains(map: map, key: any)", FLAG, "Whether it has the key.")
                    .alias("mapContainsKey"),
            scalar("mapContainsValue(map: map, value: any)", FLAG, "Whether it has the value."),
            scalar("mapContainsKeyLike(map: map, pattern: text)", FLAG, "Whether one of its keys fits the pattern."),
            scalar(
                    "mapAdd(map: map, other: map)",
                    call -> new Type.Map(
                            type(call).key(), Results.sum(type(call).value())),
                    "The values of both, summed by key."),
            scalar(
                    "mapSubtract(map: map, other: map)",
                    ContainerFunctions::subtracted,
                    "The values of both, subtracted by key."),
            scalar("mapUpdate(map: map, other: map)", Results::commonBare, "The map with the other's entries in it.")
                    .alias("mapConcat"),
            scalar(
                            "mapApply(function: lambda, map: map)",
                            ContainerFunctions::applied,
                            "The map of the (key, value) that the function gives for each entry.")
                    .passing(LambdaRule.ENTRY),
            scalar(
                            "mapFilter(function: lambda, map: map)",
                            Results.same(1),
                            "The entries for which the condition holds.")
                    .passing(LambdaRule.ENTRY),
            scalar("mapExists(function: lambda, map: map)", FLAG, "Whether the condition holds for any entry.")
                    .passing(LambdaRule.ENTRY),
            scalar("mapAll(function: lambda, map: map)", FLAG, "Whether the condition holds for each entry.")
                    .passing(LambdaRule.ENTRY),
            scalar("mapSort(map: map)", Results.same(0), "The entries in the order of their keys."));

    private ContainerFunctions() {}

    static Type element(Checked call, Type.Tuple tuple) {
        var name = call.text(1);
        for (var i = 0; i < tuple.elements().size(); i++) {
            var element = tuple.elements().get(i);
            if (name.isPresent()
                    ? name.get().equals(element.name())
                    : call.whole(1).map(BigInteger::intValue).orElse(0) == i + 1) {
                return element.type();
            }
        }
        throw InvalidCall.of(
                1,
                "%s has no element %s"
                        .formatted(
                                tuple.clickHouseName(),
                                name.map(text -> "'" + text + "'")
                                        .orElse(call.whole(1)
                                                .map(String::valueOf)
                                                .orElse("whose position is not constant"))));
    }

    private static Type tupleElement(Checked call) {
        return switch (call.bare(0)) {
            case Type.Tuple tuple -> element(call, tuple);
            case Type.Array(var inner)
            when inner.bare() instanceof Type.Tuple tuple -> new Type.Array(element(call, tuple));
            default ->
                throw InvalidCall.of(0, "%s is no tuple".formatted(call.type(0).clickHouseName()));
        };
    }

    private static Type concatenated(Checked call) {
        var elements = new ArrayList<Type.Tuple.Element>();
        for (var type : call.types()) {
            if (type.bare() instanceof Type.Tuple tuple) {
                elements.addAll(tuple.elements());
            }
        }
        return new Type.Tuple(List.copyOf(elements));
    }

    private static Definition arithmetic(String name, Operation operation, String description) {
        return scalar(name + "(tuple: tuple, other: tuple)", call -> elementwise(call, operation), description);
    }

    private static Type elementwise(Checked call, Operation operation) {
        if (!(call.bare(0) instanceof Type.Tuple left)
                || !(call.bare(1) instanceof Type.Tuple right)
                || left.elements().size() != right.elements().size()) {
            throw InvalidCall.of("Function '%s' expects two tuples of one size".formatted(call.name()));
        }
        var elements = new ArrayList<Type>();
        for (var i = 0; i < left.elements().size(); i++) {
            elements.add(Arithmetic.of(
                            operation,
                            left.elements().get(i).type(),
                            right.elements().get(i).type())
                    .orElseThrow(
                            () -> InvalidCall.of("Function '%s' expects tuples of numbers".formatted(call.name()))));
        }
        return Type.Tuple.of(elements.toArray(Type[]::new));
    }

    private static Type map(Checked call) {
        if (call.size() % 2 != 0) {
            throw InvalidCall.of("Function 'map' expects an even number of arguments, found " + call.size());
        }
        var keys = new ArrayList<Type>();
        var values = new ArrayList<Type>();
        for (var i = 0; i < call.size(); i += 2) {
            keys.add(call.type(i));
            values.add(call.type(i + 1));
        }
        return new Type.Map(call.supertype(keys).bare(), call.supertype(values));
    }

    private static Type.Map type(Checked call) {
        return call.bare(0) instanceof Type.Map map ? map : new Type.Map(Types.NULL, Types.NULL);
    }

    private static Type subtracted(Checked call) {
        var value = type(call).value();
        var difference = Arithmetic.of(Operation.MINUS, Results.sum(value), Results.sum(value))
                .orElse(value);
        return new Type.Map(type(call).key(), difference);
    }

    private static Type applied(Checked call) {
        if (call.lambdaResult().bare() instanceof Type.Tuple(var elements) && elements.size() == 2) {
            return new Type.Map(elements.get(0).type(), elements.get(1).type());
        }
        throw InvalidCall.of(0, "Function 'mapApply' expects its lambda to give a tuple of key and value");
    }
}
