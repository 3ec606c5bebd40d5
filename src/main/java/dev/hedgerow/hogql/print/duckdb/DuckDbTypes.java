package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import java.util.stream.Collectors;

/** DuckDB's names for HogQL's types. A point in time is a TIMESTAMP in UTC, so that no setting of a session matters. */
public final class DuckDbTypes {

    private DuckDbTypes() {}

    /** The type that holds such a value inside a query. */
    public static String name(Type type) {
        return switch (type) {
            case Simple.NOTHING -> "INTEGER";
            case Simple.BOOL, Simple.FLAG -> "BOOLEAN";
            case Simple.TEXT -> "VARCHAR";
            case Simple.DATE -> "DATE";
            case Simple.UUID -> "UUID";
            case Simple.JSON -> "JSON";
            case Type.Bytes _ -> "BLOB";
            case Type.Int(var bits, var signed) -> (signed ? "" : "U") + whole(bits);
            case Type.Real(var bits) -> bits == 32 ? "FLOAT" : "DOUBLE";
            case Type.Decimal(var precision, var scale) ->
                "DECIMAL(%d,%d)".formatted(Math.min(38, precision), Math.min(38, scale));
            case Type.DateTime _ -> "TIMESTAMP";
            case Type.Interval _ -> "INTERVAL";
            case Type.Array(var element) -> name(element) + "[]";
            case Type.Map(var key, var value) -> "MAP(" + name(key) + ", " + name(value) + ")";
            case Type.Tuple tuple ->
                tuple.elements().stream()
                        .map(element -> name(element.type()))
                        .collect(Collectors.joining(", ", "TUPLE(", ")"));
            case Type.Nullable(var inner) -> name(inner);
            case Type.Lambda _ -> throw new IllegalArgumentException("A lambda is no value");
        };
    }

    private static String whole(int bits) {
        return switch (bits) {
            case 8 -> "TINYINT";
            case 16 -> "SMALLINT";
            case 32 -> "INTEGER";
            case 64 -> "BIGINT";
            default -> "HUGEINT";
        };
    }
}
