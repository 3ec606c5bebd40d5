package dev.hedgerow.hogql.type;

import static dev.hedgerow.hogql.type.Type.Simple;

import java.math.BigInteger;
import java.util.Optional;

/** The types of literals and of sums, products and quotients, as ClickHouse has them. */
public final class Arithmetic {

    /** The operators that have a type rule of their own. */
    public enum Operation {
        PLUS,
        MINUS,
        MULTIPLY,
        DIVIDE,
        INT_DIV,
        MODULO
    }

    private Arithmetic() {}

    /** The least type that holds a whole number: {@code UInt8} for 1, {@code Int8} for -1. */
    public static Type ofWhole(BigInteger value) {
        var signed = value.signum() < 0;
        var needed = signed ? value.bitLength() + 1 : value.bitLength();
        for (var bits = 8; bits <= 64; bits *= 2) {
            if (needed <= bits) {
                return new Type.Int(bits, signed);
            }
        }
        return Types.FLOAT64;
    }

    /** The type of the operation's value, or nothing where the operands do not go together. */
    public static Optional<Type> of(Operation operation, Type left, Type right) {
        return bare(operation, left.bare(), right.bare())
                .map(type -> type.nullableIf(left.isNullable() || right.isNullable()));
    }

    public static Type negated(Type type) {
        var result = switch (type.bare()) {
            case Type.Int(var bits, var signed) -> new Type.Int(signed ? bits : Math.min(64, bits * 2), true);
            case Simple.BOOL, Simple.FLAG -> Types.INT16;
            case Type.Real _ -> Types.FLOAT64;
            default -> type.bare();
        };
        return result.nullableIf(type.isNullable());
    }

    private static Optional<Type> bare(Operation operation, Type left, Type right) {
        if (left == Simple.NOTHING || right == Simple.NOTHING) {
            return Optional.of(Simple.NOTHING);
        }
        if (left.isNumber() && right.isNumber()) {
            return Optional.of(number(operation, asNumber(left), asNumber(right)));
        }
        return switch (operation) {
            case PLUS -> left.isTime() ? moved(left, right) : moved(right, left);
            case MINUS -> left.isTime() && right.isTime() ? Optional.of(distance(left, right)) : moved(left, right);
            case MULTIPLY -> scaled(left, right).or(() -> scaled(right, left));
            case DIVIDE, INT_DIV, MODULO -> Optional.empty();
        };
    }

    private static Type asNumber(Type type) {
        return type.isTruth() ? Types.UINT8 : type;
    }

    private static Type number(Operation operation, Type left, Type right) {
        if (left instanceof Type.Int a && right instanceof Type.Int b) {
            return whole(operation, a, b);
        }
        if (left instanceof Type.Real || right instanceof Type.Real) {
            return operation == Operation.INT_DIV ? Types.INT64 : Types.FLOAT64;
        }
        var a = Supertypes.decimal(left);
        var b = Supertypes.decimal(right);
        var precision = Math.max(Math.max(a.precision(), b.precision()), 18);
        return switch (operation) {
            case PLUS, MINUS, MODULO -> decimal(precision, Math.max(a.scale(), b.scale()));
            case MULTIPLY -> decimal(38, a.scale() + b.scale());
            case DIVIDE -> left instanceof Type.Decimal ? decimal(precision, a.scale()) : decimal(precision, b.scale());
            case INT_DIV -> Types.INT64;
        };
    }

    private static Type decimal(int precision, int scale) {
        return new Type.Decimal(precision, Math.min(scale, precision));
    }

    private static Type whole(Operation operation, Type.Int a, Type.Int b) {
        var signed = a.signed() || b.signed();
        var widest = Math.max(a.bits(), b.bits());
        var next = widest < 64 ? widest * 2 : widest;
        return switch (operation) {
            case PLUS, MULTIPLY -> new Type.Int(next, signed);
            case MINUS -> new Type.Int(next, true);
            case DIVIDE -> Types.FLOAT64;
            case INT_DIV -> new Type.Int(a.bits(), signed);
            case MODULO -> new Type.Int(a.signed() && b.bits() < 64 ? Math.max(8, b.bits() * 2) : b.bits(), a.signed());
        };
    }

    private static Optional<Type> moved(Type time, Type by) {
        if (by instanceof Type.Interval(var unit)) {
            return switch (time) {
                case Simple.DATE -> Optional.of(unit.isWithinDay() ? within(unit, Types.SECONDS) : Simple.DATE);
                case Type.DateTime moment -> Optional.of(within(unit, moment));
                default -> time.equals(by) ? Optional.of(time) : Optional.empty();
            };
        }
        return time.isTime() && by.isNumber() ? Optional.of(time) : Optional.empty();
    }

    private static Type.DateTime within(IntervalUnit unit, Type.DateTime time) {
        var digits = switch (unit) {
            case MICROSECOND -> 6;
            case MILLISECOND -> 3;
            case SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, QUARTER, YEAR -> 0;
        };
        return new Type.DateTime(Math.max(digits, time.precision()), time.zone());
    }

    private static Type distance(Type left, Type right) {
        var precision = Math.max(precision(left), precision(right));
        return precision == 0 ? Types.INT32 : new Type.Decimal(18, precision);
    }

    private static int precision(Type time) {
        return time instanceof Type.DateTime(var precision, var zone) ? precision : 0;
    }

    private static Optional<Type> scaled(Type interval, Type by) {
        return interval instanceof Type.Interval && by instanceof Type.Int ? Optional.of(interval) : Optional.empty();
    }
}
