package dev.hedgerow.syncjob;

import dev.hedgerow.catalog.TableColumn;
import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.SourceColumn;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the types that sources declare live on in the warehouse, and which of them holds the values of two. */
public final class WarehouseTypes {

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)");
    private static final int LONG_DIGITS = 19;

    private WarehouseTypes() {}

    /** The type a column is kept in: moments are UTC, and bytes the hexadecimal text that PostgreSQL prints. */
    static ColumnType kept(ColumnType declared) {
        return declared == Simple.INSTANT ? Simple.TIMESTAMP : declared == Simple.BYTES ? Simple.TEXT : declared;
    }

    public static String name(ColumnType type) {
        return switch (type) {
            case Simple simple -> simple.name();
            case Decimal(int precision, int scale) -> "DECIMAL(%d,%d)".formatted(precision, scale);
        };
    }

    public static ColumnType parse(String name) {
        var decimal = DECIMAL.matcher(name);
        return decimal.matches()
                ? new Decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)))
                : Simple.valueOf(name);
    }

    /** As HogQL reads it. */
    public static List<TableColumn> described(List<SourceColumn> columns) {
        return columns.stream()
                .map(column -> new TableColumn(column.name(), "Nullable(" + hogql(column.type()) + ")"))
                .toList();
    }

    private static String hogql(ColumnType type) {
        return switch (type) {
            case Decimal(int precision, int scale) -> "Decimal(%d, %d)".formatted(precision, scale);
            case Simple simple ->
                switch (simple) {
                    case BOOLEAN -> "Bool";
                    case INTEGER -> "Int64";
                    case BIG_INTEGER -> "Int128";
                    case DOUBLE -> "Float64";
                    case TEXT, BYTES -> "String";
                    case JSON -> "JSON";
                    case UUID -> "UUID";
                    case DATE -> "Date";
                    case TIMESTAMP, INSTANT -> "DateTime64(6, 'UTC')";
                };
        };
    }

    /** A type that holds every value of both, if one does without losing anything. */
    static Optional<ColumnType> union(ColumnType one, ColumnType other) {
        if (one.equals(other)) {
            return Optional.of(one);
        }
        if (one == Simple.TEXT || other == Simple.TEXT) {
            return Optional.of(Simple.TEXT);
        }
        if (isWhole(one) && isWhole(other)) {
            return Optional.of(Simple.BIG_INTEGER);
        }
        if (one instanceof Decimal first && other instanceof Decimal second) {
            return decimal(Math.max(integral(first), integral(second)), Math.max(first.scale(), second.scale()));
        }
        if (one instanceof Decimal decimal && other == Simple.INTEGER) {
            return decimal(Math.max(integral(decimal), LONG_DIGITS), decimal.scale());
        }
        if (other instanceof Decimal && one == Simple.INTEGER) {
            return union(other, one);
        }
        if ((one == Simple.DATE && other == Simple.TIMESTAMP) || (one == Simple.TIMESTAMP && other == Simple.DATE)) {
            return Optional.of(Simple.TIMESTAMP);
        }
        return Optional.empty();
    }

    private static boolean isWhole(ColumnType type) {
        return type == Simple.INTEGER || type == Simple.BIG_INTEGER;
    }

    private static int integral(Decimal decimal) {
        return decimal.precision() - decimal.scale();
    }

    private static Optional<ColumnType> decimal(int integral, int scale) {
        return integral + scale > Decimal.MAX_PRECISION
                ? Optional.of(Simple.TEXT)
                : Optional.of(new Decimal(integral + scale, scale));
    }
}
