package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.function.Argument;
import dev.hedgerow.hogql.function.BoundCall;
import dev.hedgerow.hogql.type.Type;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A call as a {@link Rendering} sees it: checked arguments and their SQL. */
record Invocation(
        String name,
        List<Argument> parameterTypes,
        List<Argument> argumentTypes,
        Type result,
        List<Printed> parameters,
        List<Printed> arguments,
        Modifiers modifiers,
        String zone,
        Names names) {

    static Invocation of(
            BoundCall call, List<Printed> parameters, List<Printed> arguments, Modifiers modifiers, Names names) {
        return new Invocation(
                call.function().name(),
                call.parameters(),
                call.arguments(),
                call.type(),
                parameters,
                arguments,
                modifiers,
                call.zone(),
                names);
    }

    int size() {
        return arguments.size();
    }

    Type type(int index) {
        return argumentTypes.get(index).type();
    }

    Type bare(int index) {
        return type(index).bare();
    }

    String sql(int index) {
        return switch (arguments.get(index)) {
            case Printed.Value(var sql) -> sql;
            case Printed.Lambda _ -> throw new IllegalStateException(name + " prints a lambda as a value");
        };
    }

    String parameter(int index) {
        return switch (parameters.get(index)) {
            case Printed.Value(var sql) -> sql;
            case Printed.Lambda _ -> throw new IllegalStateException(name + " prints a lambda as a value");
        };
    }

    /** The argument as a value of another type. */
    String as(int index, Type type) {
        return Conversions.convert(sql(index), type(index), type, names);
    }

    String text(int index) {
        return Conversions.text(sql(index), type(index), names);
    }

    String condition(int index) {
        return Conversions.condition(sql(index), type(index));
    }

    String clock(int index) {
        return Conversions.clock(sql(index), type(index));
    }

    Optional<String> constantText(int index) {
        return index < size() && argumentTypes.get(index).constant() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    Optional<Integer> constantWhole(int index) {
        return index < size() && argumentTypes.get(index).constant() instanceof BigInteger whole
                ? Optional.of(whole.intValue())
                : Optional.empty();
    }

    String joined(int from) {
        return IntStream.range(from, size()).mapToObj(this::sql).collect(Collectors.joining(", "));
    }

    /** The same call over other SQL. */
    Invocation over(List<Printed> other) {
        return new Invocation(name, parameterTypes, argumentTypes, result, parameters, other, modifiers, zone, names);
    }

    /** The same call without its last argument, which became a condition. */
    Invocation filtered() {
        var last = size() - 1;
        return new Invocation(
                name,
                parameterTypes,
                argumentTypes.subList(0, last),
                result,
                parameters,
                arguments.subList(0, last),
                modifiers.filteredBy(condition(last)),
                zone,
                names);
    }

    Invocation with(Modifiers other) {
        return new Invocation(name, parameterTypes, argumentTypes, result, parameters, arguments, other, zone, names);
    }

    boolean hasLambda() {
        return !arguments.isEmpty() && arguments.getFirst() instanceof Printed.Lambda;
    }

    /** An aggregate or window call: the function's name, its arguments, and what the query wrote around them. */
    String aggregate(String function, String argumentSql) {
        var distinct = modifiers.distinct() ? "DISTINCT " : "";
        var order = modifiers.orderBy().isEmpty() ? "" : " ORDER BY " + String.join(", ", modifiers.orderBy());
        var nulls = modifiers.ignoresNulls() ? " IGNORE NULLS" : "";
        return function + "(" + distinct + argumentSql + order + nulls + ")" + tail();
    }

    /** FILTER and OVER. */
    String tail() {
        return (modifiers.filter() == null ? "" : " FILTER (WHERE " + modifiers.filter() + ")")
                + (modifiers.over() == null ? "" : " OVER " + modifiers.over());
    }
}
