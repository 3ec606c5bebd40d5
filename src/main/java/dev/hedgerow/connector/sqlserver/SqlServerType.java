package dev.hedgerow.connector.sqlserver;

import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.sql.Column;
import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;
import org.jspecify.annotations.Nullable;

/**
 * A column's type as the catalog has it.
 *
 * @param name of the system's type that the column's is, or is another name of
 * @param bytes at the most; -1 for no limit
 */
record SqlServerType(String name, int bytes, int digits, int scale) {

    /** Year first, whatever language the server's dates are in; what has more than microseconds has seven digits. */
    private static final String MOMENT = "CONVERT(varchar(27), %s, 121)";

    private static final String UTC_MOMENT =
            "CONVERT(varchar(27), CONVERT(datetime2(7), SWITCHOFFSET(%s, '+00:00')), 121)";

    /** By the type of each value: without, bytes would be taken for letters, and floats and dates cut short. */
    private static final String VARIANT = """
            CASE WHEN SQL_VARIANT_PROPERTY(%s, 'BaseType') IN ('binary', 'varbinary')
                 THEN LOWER(CONVERT(nvarchar(max), CONVERT(varbinary(8000), %s), 1))
                 WHEN SQL_VARIANT_PROPERTY(%s, 'BaseType') IN ('float', 'real')
                 THEN CONVERT(nvarchar(max), CONVERT(float, %s), 3)
                 WHEN SQL_VARIANT_PROPERTY(%s, 'BaseType') IN ('money', 'smallmoney')
                 THEN CONVERT(nvarchar(max), CONVERT(decimal(19, 4), %s))
                 WHEN SQL_VARIANT_PROPERTY(%s, 'BaseType') IN ('datetime', 'smalldatetime', 'datetime2')
                 THEN CONVERT(nvarchar(max), CONVERT(datetime2(7), %s), 121)
                 ELSE CONVERT(nvarchar(max), %s) END""";

    Column column(String column, boolean nullable) {
        var form = form();
        return new Column(new TableColumn(column, declared(), nullable, form.type), form.expression);
    }

    /** As one would write it. */
    private String declared() {
        return switch (name) {
            case "decimal", "numeric" -> "%s(%d,%d)".formatted(name, digits, scale);
            case "datetime2", "datetimeoffset", "time" -> "%s(%d)".formatted(name, scale);
            case "char", "varchar", "binary", "varbinary" -> "%s(%s)".formatted(name, bytes < 0 ? "max" : bytes);
            case "nchar", "nvarchar" -> "%s(%s)".formatted(name, bytes < 0 ? "max" : bytes / 2);
            case "timestamp" -> "rowversion";
            default -> name;
        };
    }

    private Form form() {
        return switch (name) {
            case "bit" -> new Form(Simple.BOOLEAN, "%s");
            case "tinyint", "smallint", "int", "bigint" -> new Form(Simple.INTEGER, "%s");
            case "decimal", "numeric" -> new Form(new Decimal(digits, scale), "%s");
            case "money" -> new Form(new Decimal(19, 4), "CONVERT(decimal(19, 4), %s)");
            case "smallmoney" -> new Form(new Decimal(10, 4), "CONVERT(decimal(10, 4), %s)");
            case "float", "real" -> new Form(Simple.DOUBLE, "%s");
            case "date" -> new Form(Simple.DATE, "CONVERT(varchar(10), %s, 23)");
            case "datetime", "smalldatetime", "datetime2" -> new Form(Simple.TIMESTAMP, MOMENT);
            case "datetimeoffset" -> new Form(Simple.INSTANT, UTC_MOMENT);
            case "time" -> new Form(Simple.TEXT, "CONVERT(varchar(16), %s, 121)");
            case "uniqueidentifier" -> new Form(Simple.UUID, "CONVERT(varchar(36), %s)");
            case "binary", "varbinary", "image", "timestamp" -> new Form(Simple.BYTES, "%s");
            case "char", "varchar", "text", "nchar", "nvarchar", "ntext" -> new Form(Simple.TEXT, "%s");
            case "json" -> new Form(Simple.JSON, "CONVERT(nvarchar(max), %s)");
            case "hierarchyid", "geometry", "geography" -> new Form(Simple.TEXT, "%s.ToString()");
            case "sql_variant" -> new Form(Simple.TEXT, VARIANT);
            default -> new Form(Simple.TEXT, "CONVERT(nvarchar(max), %s)");
        };
    }

    /** Not that of a rowversion: transactions that are still open may write smaller ones later. */
    static @Nullable CursorType cursorType(TableColumn column) {
        return switch (column.type()) {
            case Decimal _ -> null;
            case Simple simple ->
                switch (simple) {
                    case INTEGER -> CursorType.INTEGER;
                    case DATE -> CursorType.DATE;
                    case TIMESTAMP, INSTANT -> CursorType.TIMESTAMP;
                    case BOOLEAN, BIG_INTEGER, DOUBLE, TEXT, JSON, BYTES, UUID -> null;
                };
        };
    }

    private record Form(ColumnType type, String expression) {}
}
