package dev.hedgerow.connector;

import dev.hedgerow.connector.RowFilter.InvalidRowFilter;
import dev.hedgerow.connector.RowFilter.Operator;
import dev.hedgerow.engine.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads row filters out of JSON values and holds them against the columns they name. */
final class RowFilters {

    private static final int MAX_FILTERS = 20;
    private static final int MAX_VALUES = 1000;
    private static final Map<String, Operator> OPERATORS = Map.of(
            ">", Operator.GREATER,
            ">=", Operator.AT_LEAST,
            "<", Operator.LESS,
            "<=", Operator.AT_MOST,
            "=", Operator.EQUAL,
            "==", Operator.EQUAL,
            "!=", Operator.NOT_EQUAL,
            "<>", Operator.NOT_EQUAL,
            "IN", Operator.IN,
            "NOT IN", Operator.NOT_IN);

    /** {@code 2026-01-31 10:00:00.5} with a T, a zone, both or neither. */
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .toFormatter(Locale.ROOT);

    private RowFilters() {}

    static List<RowFilter> read(List<? extends Map<String, ?>> filters, List<TableColumn> columns) {
        if (filters.size() > MAX_FILTERS) {
            throw new InvalidRowFilter("At most %d row filters are allowed.".formatted(MAX_FILTERS));
        }
        return filters.stream().map(filter -> read(filter, columns)).toList();
    }

    private static RowFilter read(Map<String, ?> filter, List<TableColumn> columns) {
        var name = text(filter.get("column"), "column");
        var column = columns.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidRowFilter("Unknown column '%s'.".formatted(name)));
        var word = text(filter.get("operator"), "operator");
        var operator = OPERATORS.get(word.strip().toUpperCase(Locale.ROOT).replaceAll("\\s+", " "));
        if (operator == null) {
            throw new InvalidRowFilter("Unknown operator '%s'.".formatted(word));
        }
        var values = operator.takesList() ? list(filter.get("value")) : single(filter.get("value"));
        return new RowFilter(
                name,
                operator,
                values.stream().map(value -> checked(value, column)).toList());
    }

    private static String text(@Nullable Object value, String field) {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new InvalidRowFilter("A row filter needs a '%s'.".formatted(field));
    }

    private static List<?> single(@Nullable Object value) {
        return switch (value) {
            case null -> throw new InvalidRowFilter("A row filter needs a 'value'.");
            case Collection<?> _, Map<?, ?> _ -> throw new InvalidRowFilter("This operator takes a single value.");
            default -> List.of(value);
        };
    }

    private static List<?> list(@Nullable Object value) {
        List<?> values = switch (value) {
            case Collection<?> several ->
                List.copyOf(several.stream().filter(Objects::nonNull).toList());
            case String text ->
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
            case Number number -> List.of(number);
            case null, default -> List.of();
        };
        if (values.isEmpty() || values.size() > MAX_VALUES) {
            throw new InvalidRowFilter("A list of 1 to %d values is needed.".formatted(MAX_VALUES));
        }
        return values;
    }

    private static String checked(Object value, TableColumn column) {
        var text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        try {
            return coerced(text, column);
        } catch (NumberFormatException | DateTimeException e) {
            throw new InvalidRowFilter("The value '%s' does not fit column '%s' of type %s."
                    .formatted(text, column.name(), column.dataType()));
        }
    }

    private static String coerced(String text, TableColumn column) {
        return switch (column.type()) {
            case ColumnType.Decimal _ -> new BigDecimal(text.strip()).toPlainString();
            case ColumnType.Simple simple ->
                switch (simple) {
                    case BOOLEAN -> bool(text);
                    case INTEGER, BIG_INTEGER -> new BigInteger(text.strip()).toString();
                    case DOUBLE -> new BigDecimal(text.strip()).toString();
                    case TEXT, UUID -> text;
                    case DATE -> LocalDate.parse(text.strip()).toString();
                    case TIMESTAMP, INSTANT -> moment(text.strip());
                    case JSON, BYTES ->
                        throw new InvalidRowFilter("Column '%s' of type %s cannot be filtered."
                                .formatted(column.name(), column.dataType()));
                };
        };
    }

    private static String bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> "true";
            case "false", "0" -> "false";
            default -> throw new NumberFormatException(text);
        };
    }

    private static String moment(String text) {
        var parsed = TIMESTAMP.parseBest(text, OffsetDateTime::from, java.time.LocalDateTime::from, LocalDate::from);
        return parsed.toString();
    }
}
