package dev.hedgerow.connector.clickhouse;

import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.sql.Column;
import dev.hedgerow.connector.sql.Dialect;
import dev.hedgerow.connector.sql.Moments;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** ClickHouse's SQL. */
record ClickHouseDialect() implements Dialect {

    static final String TEXT = "toString(%s)";

    @Override
    public String quoted(String identifier) {
        return '`' + identifier.replace("\\", "\\\\").replace("`", "\\`") + '`';
    }

    @Override
    public String text() {
        return TEXT;
    }

    @Override
    public @Nullable CursorType cursorType(TableColumn column) {
        return switch (column.type()) {
            case Decimal _ -> null;
            case Simple simple ->
                switch (simple) {
                    case INTEGER, BIG_INTEGER -> CursorType.INTEGER;
                    case DATE -> CursorType.DATE;
                    case TIMESTAMP, INSTANT -> CursorType.TIMESTAMP;
                    case BOOLEAN, DOUBLE, TEXT, JSON, BYTES, UUID -> null;
                };
        };
    }

    @Override
    public String mark(Column column, String name) {
        return column.column().type() == Simple.INSTANT
                ? "toString(toDateTime64(%s, %d, 'UTC'))"
                        .formatted(name, type(column).fraction())
                : TEXT.formatted(name);
    }

    /** In the column's own type, since the server compares few others with a text. */
    @Override
    public Parameter parameter(Column column, String value) {
        var type = type(column);
        return column.column().type() == Simple.INSTANT
                ? new Parameter(
                        "toDateTime64(?, %d, 'UTC')".formatted(type.fraction()), Moments.inUtc(value, type.fraction()))
                : new Parameter("CAST(? AS " + type.written() + ")", value);
    }

    @Override
    public String placeholder(int number) {
        return "{p%d:String}".formatted(number);
    }

    @Override
    public String earlier(String moment, Duration by) {
        return "subtractSeconds(%s, %d)".formatted(moment, by.toSeconds());
    }

    @Override
    public String ascending(String name) {
        return name + " ASC NULLS FIRST";
    }

    private static ClickHouseType type(Column column) {
        return ClickHouseType.parse(column.column().dataType());
    }
}
