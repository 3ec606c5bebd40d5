package dev.hedgerow.hogql.type;

import static dev.hedgerow.hogql.type.Type.Simple;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The least type that holds the values of several: that of {@code if}, of an array's elements, of a union's column. */
public final class Supertypes {

    private Supertypes() {}

    public static Optional<Type> of(List<Type> types) {
        return types.stream()
                .map(Optional::of)
                .reduce((a, b) -> a.flatMap(left -> b.flatMap(right -> of(left, right))))
                .orElse(Optional.of(Simple.NOTHING));
    }

    public static Optional<Type> of(Type left, Type right) {
        return bare(left.bare(), right.bare()).map(type -> type.nullableIf(left.isNullable() || right.isNullable()));
    }

    private static Optional<Type> bare(Type left, Type right) {
        if (left.equals(right) || right == Simple.NOTHING) {
            return Optional.of(left);
        }
        if (left == Simple.NOTHING) {
            return Optional.of(right);
        }
        if (left.isNumber() && right.isNumber()) {
            return Optional.of(number(left, right));
        }
        if (left.isText() && right.isText()) {
            return Optional.of(Simple.TEXT);
        }
        if (left.isTime() && right.isTime()) {
            return Optional.of(time(left, right));
        }
        return switch (left) {
            case Type.Array(var element)
            when right instanceof Type.Array(var other) -> of(element, other).map(Type.Array::new);
            case Type.Map(var key, var value)
            when right instanceof Type.Map(var otherKey, var otherValue) ->
                of(key, otherKey).flatMap(keys -> of(value, otherValue).map(values -> new Type.Map(keys, values)));
            case Type.Tuple tuple when right instanceof Type.Tuple other -> tuple(tuple, other);
            default -> Optional.empty();
        };
    }

    private static Type number(Type left, Type right) {
        if (left.isTruth() && right.isTruth()) {
            return Simple.BOOL;
        }
        if (left.isTruth()) {
            return number(Types.UINT8, right);
        }
        if (right.isTruth()) {
            return number(left, Types.UINT8);
        }
        if (left instanceof Type.Int a && right instanceof Type.Int b) {
            return whole(a, b);
        }
        if (left instanceof Type.Real || right instanceof Type.Real) {
            return isExactIn32(left) && isExactIn32(right) ? new Type.Real(32) : Types.FLOAT64;
        }
        var a = decimal(left);
        var b = decimal(right);
        var scale = Math.max(a.scale(), b.scale());
        var whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return new Type.Decimal(Math.min(38, whole + scale), scale);
    }

    /** Where ClickHouse would need more bits than it has, it refuses; we go on with 128. */
    private static Type whole(Type.Int a, Type.Int b) {
        var signed = a.signed() || b.signed();
        var bits = Math.max(bitsAs(a, signed), bitsAs(b, signed));
        return new Type.Int(bits, signed);
    }

    private static int bitsAs(Type.Int type, boolean signed) {
        return signed && !type.signed() ? Math.min(256, type.bits() * 2) : type.bits();
    }

    private static boolean isExactIn32(Type type) {
        return switch (type) {
            case Type.Real(var bits) -> bits == 32;
            case Type.Int(var bits, var signed) -> bits <= 16;
            default -> false;
        };
    }

    /** The decimal that holds every value of a whole number type, or the decimal itself. */
    static Type.Decimal decimal(Type type) {
        return switch (type) {
            case Type.Decimal decimal -> decimal;
            case Type.Int(var bits, var signed) when bits <= 8 -> new Type.Decimal(3, 0);
            case Type.Int(var bits, var signed) when bits <= 16 -> new Type.Decimal(5, 0);
            case Type.Int(var bits, var signed) when bits <= 32 -> new Type.Decimal(10, 0);
            case Type.Int(var bits, var signed) when bits <= 64 -> new Type.Decimal(20, 0);
            default -> new Type.Decimal(38, 0);
        };
    }

    private static Type time(Type left, Type right) {
        if (left instanceof Type.DateTime(var precision, var zone)) {
            return right instanceof Type.DateTime(var other, var otherZone)
                    ? new Type.DateTime(Math.max(precision, other), zone == null ? otherZone : zone)
                    : left;
        }
        return right;
    }

    private static Optional<Type> tuple(Type.Tuple left, Type.Tuple right) {
        if (left.elements().size() != right.elements().size()) {
            return Optional.empty();
        }
        var elements = new ArrayList<Type.Tuple.Element>();
        for (var i = 0; i < left.elements().size(); i++) {
            var a = left.elements().get(i);
            var b = right.elements().get(i);
            var type = of(a.type(), b.type());
            if (type.isEmpty()) {
                return Optional.empty();
            }
            elements.add(new Type.Tuple.Element(Objects.equals(a.name(), b.name()) ? a.name() : null, type.get()));
        }
        return Optional.of(new Type.Tuple(List.copyOf(elements)));
    }

    /** Whether values of the two can be compared for equality or order. */
    public static boolean comparable(Type left, Type right) {
        return of(left, right).isPresent()
                || (left.isText() && isReadable(right))
                || (right.isText() && isReadable(left));
    }

    /** Whether text beside it in a comparison is read as one: {@code timestamp > '2024-01-01'}. */
    private static boolean isReadable(Type type) {
        return type.isTime() || type.bare() == Simple.UUID;
    }
}
