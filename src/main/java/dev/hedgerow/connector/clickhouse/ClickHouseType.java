package dev.hedgerow.connector.clickhouse;

import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.sql.Column;
import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A type by its name, such as {@code LowCardinality(Nullable(String))}.
 *
 * @param name without what is around it
 * @param arguments of the type, such as a precision and a scale
 */
record ClickHouseType(String name, List<String> arguments, boolean nullable) {

    private static final Pattern AROUND =
            Pattern.compile("(LowCardinality|Nullable|SimpleAggregateFunction)\\((.*)\\)", Pattern.DOTALL);

    private static final Pattern FORM = Pattern.compile("(\\w+)(?:\\((.*)\\))?", Pattern.DOTALL);

    static ClickHouseType parse(String type) {
        boolean nullable = false;
        var inner = type.strip();
        for (var around = AROUND.matcher(inner); around.matches(); around = AROUND.matcher(inner)) {
            nullable |= around.group(1).equals("Nullable");
            inner = around.group(2).strip();
            if (around.group(1).equals("SimpleAggregateFunction")) {
                inner = inner.substring(inner.indexOf(',') + 1).strip();
            }
        }
        var form = FORM.matcher(inner);
        if (!form.matches()) {
            return new ClickHouseType(inner, List.of(), nullable);
        }
        var arguments = form.group(2);
        return new ClickHouseType(
                form.group(1), arguments == null ? List.of() : List.of(arguments.split(",\\s*")), nullable);
    }

    static Column of(String column, String declared) {
        var type = parse(declared);
        var form = type.form();
        return new Column(new TableColumn(column, declared, type.nullable, form.type), form.expression);
    }

    /** As one writes it where no null can be. */
    String written() {
        return arguments.isEmpty() ? name : name + "(" + String.join(", ", arguments) + ")";
    }

    /** A number among the arguments; zero when there is none. */
    int argument(int index) {
        return index < arguments.size() && arguments.get(index).matches("\\d+")
                ? Integer.parseInt(arguments.get(index))
                : 0;
    }

    /** Digits after the second. */
    int fraction() {
        return name.equals("DateTime64") ? argument(0) : 0;
    }

    private Form form() {
        return switch (name) {
            case "Bool" -> new Form(Simple.BOOLEAN, "%s");
            case "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32" -> new Form(Simple.INTEGER, "%s");
            case "UInt64", "Int128" -> new Form(Simple.BIG_INTEGER, "%s");
            case "Float32", "Float64" -> new Form(Simple.DOUBLE, "%s");
            case "BFloat16" -> new Form(Simple.DOUBLE, "toFloat64(%s)");
            case "Decimal" ->
                argument(0) > Decimal.MAX_PRECISION
                        ? new Form(Simple.TEXT, ClickHouseDialect.TEXT)
                        : new Form(new Decimal(argument(0), argument(1)), "%s");
            case "Date", "Date32" -> new Form(Simple.DATE, "%s");
            case "DateTime", "DateTime64" -> new Form(Simple.INSTANT, "%s");
            case "String", "FixedString" -> new Form(Simple.TEXT, "%s");
            case "UUID" -> new Form(Simple.UUID, ClickHouseDialect.TEXT);
            case "Array",
                    "Map",
                    "Tuple",
                    "Nested",
                    "JSON",
                    "Object",
                    "Variant",
                    "Dynamic",
                    "Point",
                    "Ring",
                    "LineString",
                    "MultiLineString",
                    "Polygon",
                    "MultiPolygon",
                    "Geometry" -> new Form(Simple.JSON, "toJSONString(%s)");
            case "AggregateFunction" -> new Form(Simple.TEXT, "hex(%s)");
            default -> new Form(Simple.TEXT, ClickHouseDialect.TEXT);
        };
    }

    private record Form(ColumnType type, String expression) {}
}
