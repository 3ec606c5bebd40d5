package dev.hedgerow.hogql.type;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The type of an expression. What is not {@link Nullable} holds no NULL. */
public sealed interface Type {

    /** The types that have nothing to say beyond their name. */
    enum Simple implements Type {
        /** Of no value at all: what an empty array holds. */
        NOTHING("Nothing"),
        BOOL("Bool"),
        /** What a comparison gives: to its readers a {@code UInt8} of 0 or 1, to an engine a boolean. */
        FLAG("UInt8"),
        TEXT("String"),
        DATE("Date"),
        UUID("UUID"),
        /** JSON text. ClickHouse's HogQL keeps it in a string, and so its name is that of one. */
        JSON("String");

        private final String name;

        Simple(String name) {
            this.name = name;
        }
    }

    record Int(int bits, boolean signed) implements Type {}

    record Real(int bits) implements Type {}

    /** Bytes that need not be text, as hash functions give them. */
    record Bytes(int length) implements Type {}

    record Decimal(int precision, int scale) implements Type {}

    /** A point in time, to {@code precision} digits of a second; {@code zone} only matters to what reads its clock. */
    record DateTime(
            int precision,
            @org.jspecify.annotations.Nullable String zone) implements Type {

        public DateTime at(@org.jspecify.annotations.Nullable String zone) {
            return new DateTime(precision, zone);
        }
    }

    record Interval(IntervalUnit unit) implements Type {}

    record Array(Type element) implements Type {}

    record Map(Type key, Type value) implements Type {}

    record Tuple(List<Element> elements) implements Type {

        public record Element(
                @org.jspecify.annotations.Nullable String name, Type type) {}

        public static Tuple of(Type... types) {
            return new Tuple(
                    Stream.of(types).map(type -> new Element(null, type)).toList());
        }
    }

    /** A function passed to a function; never the type of a value. */
    record Lambda(List<Type> parameters, Type result) implements Type {}

    record Nullable(Type type) implements Type {}

    default boolean isNullable() {
        return this instanceof Nullable;
    }

    /** This type and NULL. */
    default Type nullable() {
        return isNullable() ? this : new Nullable(this);
    }

    default Type nullableIf(boolean condition) {
        return condition ? nullable() : this;
    }

    /** This type without NULL. */
    default Type bare() {
        return this instanceof Nullable(var type) ? type : this;
    }

    default boolean isNumber() {
        return isTruth() || bare() instanceof Int || bare() instanceof Real || bare() instanceof Decimal;
    }

    /** Whether an engine holds it as a boolean. */
    default boolean isTruth() {
        return bare() == Simple.BOOL || bare() == Simple.FLAG;
    }

    default boolean isText() {
        return bare() == Simple.TEXT || bare() == Simple.JSON;
    }

    default boolean isTime() {
        return bare() == Simple.DATE || bare() instanceof DateTime;
    }

    /** This type with something else in place of some of the types it is made of. */
    default Type mapped(UnaryOperator<Type> leaf) {
        return switch (this) {
            case Nullable(var type) -> type.mapped(leaf).nullable();
            case Array(var element) -> new Array(element.mapped(leaf));
            case Map(var key, var value) -> new Map(key.mapped(leaf), value.mapped(leaf));
            case Tuple(var elements) ->
                new Tuple(elements.stream()
                        .map(element ->
                                new Tuple.Element(element.name(), element.type().mapped(leaf)))
                        .toList());
            case Simple _, Int _, Real _, Bytes _, Decimal _, DateTime _, Interval _, Lambda _ -> leaf.apply(this);
        };
    }

    /** What the API calls it: {@code Nullable(String)}, {@code DateTime64(6, 'UTC')}. */
    default String clickHouseName() {
        return switch (this) {
            case Simple simple -> simple.name;
            case Int(var bits, var signed) -> (signed ? "Int" : "UInt") + bits;
            case Real(var bits) -> "Float" + bits;
            case Bytes(var length) -> "FixedString(" + length + ")";
            case Decimal(var precision, var scale) -> "Decimal(%d, %d)".formatted(precision, scale);
            case DateTime(var precision, var zone) -> {
                var arguments = Stream.of(
                                precision == 0 ? null : "" + precision, zone == null ? null : "'" + zone + "'")
                        .filter(argument -> argument != null)
                        .collect(Collectors.joining(", "));
                yield (precision == 0 ? "DateTime" : "DateTime64") + (arguments.isEmpty() ? "" : "(" + arguments + ")");
            }
            case Interval(var unit) -> "Interval" + unit.title();
            case Array(var element) -> "Array(" + element.clickHouseName() + ")";
            case Map(var key, var value) -> "Map(" + key.clickHouseName() + ", " + value.clickHouseName() + ")";
            case Tuple(var elements) ->
                elements.stream()
                        .map(element -> (element.name() == null ? "" : element.name() + " ")
                                + element.type().clickHouseName())
                        .collect(Collectors.joining(", ", "Tuple(", ")"));
            case Lambda(var parameters, var result) ->
                "Function("
                        + parameters.stream().map(Type::clickHouseName).collect(Collectors.joining(", ", "(", ")"))
                        + " -> " + result.clickHouseName() + ")";
            // ClickHouse has no NULL in place of a whole array, tuple or map.
            case Nullable(Array _), Nullable(Tuple _), Nullable(Map _) -> bare().clickHouseName();
            case Nullable(var type) -> "Nullable(" + type.clickHouseName() + ")";
        };
    }
}
