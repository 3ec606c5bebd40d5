package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.engine.TableVersion;

/** Our own values as DuckDB writes them. */
final class Sql {

    private Sql() {}

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String quoted(TableVersion version) {
        return quoted(version.physicalName());
    }

    static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    static String type(ColumnType type) {
        return switch (type) {
            case ColumnType.Decimal(int precision, int scale) -> "DECIMAL(%d,%d)".formatted(precision, scale);
            case ColumnType.Simple simple ->
                switch (simple) {
                    case BOOLEAN -> "BOOLEAN";
                    case INTEGER -> "BIGINT";
                    case BIG_INTEGER -> "HUGEINT";
                    case DOUBLE -> "DOUBLE";
                    case TEXT -> "VARCHAR";
                    case JSON -> "JSON";
                    case BYTES -> "BLOB";
                    case UUID -> "UUID";
                    case DATE -> "DATE";
                    case TIMESTAMP -> "TIMESTAMP";
                    case INSTANT -> "TIMESTAMP WITH TIME ZONE";
                };
        };
    }
}
