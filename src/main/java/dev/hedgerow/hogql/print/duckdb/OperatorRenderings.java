package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.type.Supertypes;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The operators. */
final class OperatorRenderings {

    private static final Map<String, String> SYMBOLS = Map.of(
            "equals", "=",
            "notEquals", "<>",
            "less", "<",
            "lessOrEquals", "<=",
            "greater", ">",
            "greaterOrEquals", ">=",
            "isDistinctFrom", "IS DISTINCT FROM",
            "isNotDistinctFrom", "IS NOT DISTINCT FROM");

    static final Renderings ALL = new Renderings()
            .add("plus", call -> call.bare(1).isTime() ? moved(call, 1, "+", 0) : moved(call, 0, "+", 1))
            .add(
                    "minus",
                    call -> call.type(0).isTime() && call.type(1).isTime() ? distance(call) : moved(call, 0, "-", 1))
            .add("multiply", OperatorRenderings::product)
            .add("divide", OperatorRenderings::quotient)
            .add("modulo", OperatorRenderings::remainder)
            .add("negate", call -> "(-%s)".formatted(widened(call, 0)))
            .add("equals", OperatorRenderings::nullSafe)
            .add("notEquals", OperatorRenderings::nullSafe)
            .add("less", OperatorRenderings::nullSafe)
            .add("lessOrEquals", OperatorRenderings::nullSafe)
            .add("greater", OperatorRenderings::nullSafe)
            .add("greaterOrEquals", OperatorRenderings::nullSafe)
            .add("isDistinctFrom", OperatorRenderings::comparison)
            .add("isNotDistinctFrom", OperatorRenderings::comparison)
            .add("and", call -> logical(call, " AND "))
            .add("or", call -> logical(call, " OR "))
            .add("xor", OperatorRenderings::odd)
            .add("not", "(NOT {0 condition})");

    private OperatorRenderings() {}

    /** The comparison as DuckDB does it: NULL beside a NULL. */
    static String comparison(Invocation call) {
        var left = call.type(0);
        var right = call.type(1);
        return "(%s %s %s)"
                .formatted(operand(call, 0, left, right), SYMBOLS.get(call.name()), operand(call, 1, right, left));
    }

    private static String nullSafe(Invocation call) {
        if (!call.type(0).isNullable() && !call.type(1).isNullable()) {
            return comparison(call);
        }
        var left = operand(call, 0, call.type(0), call.type(1));
        var right = operand(call, 1, call.type(1), call.type(0));
        return switch (call.name()) {
            case "equals" -> "(%s IS NOT DISTINCT FROM %s)".formatted(left, right);
            case "notEquals" -> "(%s IS DISTINCT FROM %s)".formatted(left, right);
            default -> "coalesce(%s, false)".formatted(comparison(call));
        };
    }

    private static String operand(Invocation call, int index, Type type, Type other) {
        if (type.isText() && (other.isTime() || other.bare() == Simple.UUID)) {
            var target = other.bare() == Simple.DATE
                            && call.constantText(index)
                                    .filter(text -> text.contains(":"))
                                    .isPresent()
                    ? new Type.DateTime(6, "UTC")
                    : other.bare();
            return Casts.safe(call.sql(index), type, target, call.names());
        }
        var common = Supertypes.of(type, other).map(Type::bare).orElse(type.bare());
        var needsCast = !type.isNumber() || type.isTruth() || !common.isNumber();
        return needsCast ? Conversions.convert(call.sql(index), type, common, call.names()) : call.sql(index);
    }

    private static String logical(Invocation call, String operator) {
        return IntStream.range(0, call.size())
                .mapToObj(call::condition)
                .collect(Collectors.joining(operator, "(", ")"));
    }

    private static String odd(Invocation call) {
        return IntStream.range(0, call.size())
                .mapToObj(call::condition)
                .reduce((a, b) -> "(%s <> %s)".formatted(a, b))
                .orElseThrow();
    }

    private static String moved(Invocation call, int time, String sign, int by) {
        if (!call.type(time).isTime()) {
            return arithmetic(call, sign);
        }
        return Times.moved(call.sql(time), call.type(time), sign, call.sql(by), call.bare(by), call.result());
    }

    private static String distance(Invocation call) {
        var isDates = call.bare(0) == Simple.DATE && call.bare(1) == Simple.DATE;
        if (isDates) {
            return "CAST(%s - %s AS INTEGER)".formatted(call.sql(0), call.sql(1));
        }
        var moment = Supertypes.of(call.bare(0), call.bare(1)).orElseThrow();
        var micros = "(epoch_us(%s) - epoch_us(%s))".formatted(call.as(0, moment), call.as(1, moment));
        return call.result().bare() instanceof Type.Int
                ? "CAST(%s // 1000000 AS INTEGER)".formatted(micros)
                : "CAST(%s / 1000000 AS %s)".formatted(micros, DuckDbTypes.name(call.result()));
    }

    private static String product(Invocation call) {
        if (call.result().bare() instanceof Type.Interval) {
            return "(%s * %s)".formatted(call.sql(0), call.sql(1));
        }
        if (call.result().bare() instanceof Type.Decimal && digits(call.bare(0)) + digits(call.bare(1)) > 38) {
            return "CAST(CAST(%s AS DOUBLE) * CAST(%s AS DOUBLE) AS %s)"
                    .formatted(call.sql(0), call.sql(1), DuckDbTypes.name(call.result()));
        }
        return arithmetic(call, "*");
    }

    private static int digits(Type type) {
        return switch (type) {
            case Type.Decimal(var precision, var scale) -> precision;
            case Type.Int(var bits, var signed) -> bits <= 16 ? 5 : bits <= 32 ? 10 : 20;
            default -> 3;
        };
    }

    private static String quotient(Invocation call) {
        if (call.result().bare() instanceof Type.Decimal(var precision, var scale)) {
            return "CAST(trunc(CAST(%s AS DOUBLE) / %s, %d) AS %s)"
                    .formatted(
                            Conversions.number(call.sql(0), call.type(0)),
                            Conversions.number(call.sql(1), call.type(1)),
                            scale,
                            DuckDbTypes.name(call.result()));
        }
        return "(CAST(%s AS DOUBLE) / CAST(%s AS DOUBLE))".formatted(call.sql(0), call.sql(1));
    }

    /** A remainder may be much narrower than what was divided, so DuckDB finds the type to compute in. */
    private static String remainder(Invocation call) {
        if (call.bare(0) instanceof Type.Int && call.bare(1) instanceof Type.Int) {
            return "CAST((%s %% %s) AS %s)".formatted(call.sql(0), call.sql(1), DuckDbTypes.name(call.result()));
        }
        return arithmetic(call, "%");
    }

    private static String arithmetic(Invocation call, String operator) {
        return "(%s %s %s)".formatted(widened(call, 0), operator, widened(call, 1));
    }

    /** A whole number in the type of the result, as DuckDB would compute in the narrow one. */
    private static String widened(Invocation call, int index) {
        var type = call.bare(index);
        if (type.isTruth()
                || (type instanceof Type.Int
                        && call.result().bare() instanceof Type.Int
                        && !type.equals(call.result().bare())
                        && !Sql.isWhole(call.sql(index)))) {
            return "CAST(%s AS %s)"
                    .formatted(
                            call.sql(index),
                            DuckDbTypes.name(
                                    call.result().bare() instanceof Type.Int ? call.result() : Simple.NOTHING));
        }
        return call.sql(index);
    }
}
