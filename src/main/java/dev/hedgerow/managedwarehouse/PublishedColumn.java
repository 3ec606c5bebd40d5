package dev.hedgerow.managedwarehouse;

import dev.hedgerow.hogql.type.Type;

/** A column as it is called in the engine and in PostgreSQL, and what it holds. */
record PublishedColumn(String name, Type type) {

    /** PostgreSQL's type for it: of its values none is lost, and all that people compute with are more than text. */
    String postgresType() {
        return of(type.bare());
    }

    private static String of(Type type) {
        return switch (type) {
            case Type.Simple simple ->
                switch (simple) {
                    case BOOL -> "boolean";
                    case FLAG -> "smallint";
                    case TEXT, NOTHING -> "text";
                    case DATE -> "date";
                    case UUID -> "uuid";
                    case JSON -> "jsonb";
                };
            case Type.Int(int bits, boolean signed) -> integer(signed ? bits : bits + 1);
            case Type.Real(int bits) -> bits <= 32 ? "real" : "double precision";
            case Type.Decimal(int precision, int scale) -> "numeric(%d, %d)".formatted(precision, scale);
            case Type.Bytes _ -> "bytea";
            case Type.DateTime _ -> "timestamptz";
            case Type.Array _, Type.Map _, Type.Tuple _ -> "jsonb";
            case Type.Interval _, Type.Lambda _ -> "text";
            case Type.Nullable(Type present) -> of(present);
        };
    }

    /** @param bits that it takes with a sign */
    private static String integer(int bits) {
        if (bits > 64) {
            return "numeric";
        }
        return bits <= 16 ? "smallint" : bits <= 32 ? "integer" : "bigint";
    }

    boolean isFlag() {
        return type.bare() == Type.Simple.FLAG;
    }

    boolean isJson() {
        return postgresType().equals("jsonb");
    }
}
