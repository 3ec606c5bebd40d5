package dev.hedgerow.catalog;

import dev.hedgerow.hogql.type.Type;

/** The coarse names by which PostHog describes fields to its editors. */
public final class FieldType {

    private FieldType() {}

    public static String of(Type type) {
        return switch (type.bare()) {
            case Type.Simple simple ->
                switch (simple) {
                    case BOOL, FLAG -> "boolean";
                    case TEXT, UUID -> "string";
                    case DATE -> "date";
                    case JSON -> "json";
                    case NOTHING -> "unknown";
                };
            case Type.Int _ -> "integer";
            case Type.Real _ -> "float";
            case Type.Decimal _ -> "decimal";
            case Type.Bytes _ -> "string";
            case Type.DateTime _ -> "datetime";
            case Type.Array _ -> "array";
            case Type.Map _, Type.Tuple _, Type.Interval _, Type.Lambda _, Type.Nullable _ -> "unknown";
        };
    }
}
