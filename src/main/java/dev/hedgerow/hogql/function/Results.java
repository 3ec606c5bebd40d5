package dev.hedgerow.hogql.function;

import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import dev.hedgerow.hogql.type.Types;

/** The type rules that several functions share. */
final class Results {

    static final Type TEXTS = new Type.Array(Simple.TEXT);

    private Results() {}

    static Result same(int index) {
        return call -> call.bare(index);
    }

    /** The same type, NULL and all. */
    static Result exactly(int index) {
        return call -> call.type(index);
    }

    static Type element(Checked call) {
        return call.element(call.hasLambda() ? 1 : 0);
    }

    static Type arrayOfLambda(Checked call) {
        return new Type.Array(call.lambdaResult());
    }

    /** The common type of all arguments. */
    static Type common(Checked call) {
        return call.supertype(call.types());
    }

    static Type commonBare(Checked call) {
        return common(call).bare();
    }

    /** What ClickHouse sums a number in: the widest of its sort. */
    static Type sum(Type number) {
        return switch (number.bare()) {
            case Type.Int(var bits, var signed) -> new Type.Int(Math.max(64, bits), signed);
            case Type.Real _ -> Types.FLOAT64;
            case Type.Decimal(var precision, var scale) -> new Type.Decimal(38, scale);
            case Simple.BOOL, Simple.FLAG -> Types.UINT64;
            default -> number.bare();
        };
    }

    /** The time zone that an argument names, or the one its time has, or none. */
    static Type.DateTime zoned(Checked call, Type.DateTime time, int zoneArgument) {
        return call.text(zoneArgument).map(time::at).orElse(time);
    }
}
