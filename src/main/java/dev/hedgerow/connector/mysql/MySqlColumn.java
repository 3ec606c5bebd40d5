package dev.hedgerow.connector.mysql;

import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.sql.Column;
import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a column becomes. Everything comes as text or bytes and is read here, because what the driver makes of dates
 * depends on zones and settings.
 */
final class MySqlColumn {

    private MySqlColumn() {}

    static Column of(ResultSet row) throws SQLException {
        var whole = row.getString("whole_type");
        var form = form(row.getString("type"), whole.contains("unsigned"), row.getInt("digits"), row.getInt("scale"));
        return new Column(
                new TableColumn(row.getString("name"), whole, row.getBoolean("nullable"), form.type), form.expression);
    }

    static @Nullable CursorType cursorType(TableColumn column) {
        return switch (column.type()) {
            case Decimal _ -> null;
            case Simple simple ->
                switch (simple) {
                    case INTEGER, BIG_INTEGER ->
                        column.dataType().startsWith("bit") || column.dataType().startsWith("year")
                                ? null
                                : CursorType.INTEGER;
                    case DATE -> CursorType.DATE;
                    case TIMESTAMP, INSTANT -> CursorType.TIMESTAMP;
                    case BOOLEAN, DOUBLE, TEXT, JSON, BYTES, UUID -> null;
                };
        };
    }

    private record Form(ColumnType type, String expression) {
        Form(ColumnType type) {
            this(type, "%s");
        }
    }

    private static Form form(String type, boolean unsigned, int digits, int scale) {
        return switch (type) {
            case "tinyint", "smallint", "mediumint", "int", "integer" -> new Form(Simple.INTEGER);
            case "year" -> new Form(Simple.INTEGER, "%s + 0");
            case "bigint" -> new Form(unsigned ? Simple.BIG_INTEGER : Simple.INTEGER);
            case "bit" -> new Form(digits > 63 ? Simple.BIG_INTEGER : Simple.INTEGER, "%s + 0");
            case "decimal", "numeric" ->
                digits > Decimal.MAX_PRECISION
                        ? new Form(Simple.TEXT, "CAST(%s AS CHAR)")
                        : new Form(new Decimal(digits, scale));
            case "double" -> new Form(Simple.DOUBLE);
            // As text it would have six digits.
            case "float" -> new Form(Simple.DOUBLE, "%s + 0e0");
            case "date" -> new Form(Simple.DATE, "CAST(%s AS CHAR)");
            case "datetime", "timestamp" -> new Form(Simple.TIMESTAMP, "CAST(%s AS CHAR)");
            case "json" -> new Form(Simple.JSON);
            case "uuid" -> new Form(Simple.UUID, "CAST(%s AS CHAR)");
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" ->
                new Form(Simple.TEXT);
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> new Form(Simple.BYTES);
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection" -> new Form(Simple.TEXT, "ST_AsText(%s)");
            default -> new Form(Simple.TEXT, "CAST(%s AS CHAR)");
        };
    }
}
