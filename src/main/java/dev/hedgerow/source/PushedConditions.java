package dev.hedgerow.source;

import dev.hedgerow.connector.RowFilter;
import dev.hedgerow.connector.RowFilter.Operator;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.hogql.Scan.Comparison;
import dev.hedgerow.hogql.Scan.Condition;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which conditions of a query its source can check beforehand: those that no row fails there which passes here. The
 * query checks all of them again, so that a source may let more rows through, as one that compares texts without regard
 * to case does.
 */
final class PushedConditions {

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,38}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern MOMENT =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,6})?)?)");
    private static final Pattern TEXT = Pattern.compile("(text|character|varchar|char|(tiny|medium|long)text)\\b.*");
    private static final DateTimeFormatter SQL_MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private PushedConditions() {}

    static Stream<RowFilter> of(List<Condition> conditions, List<TableColumn> columns) {
        return conditions.stream()
                .flatMap(condition -> columns.stream()
                        .filter(column -> column.name().equals(condition.column()))
                        .flatMap(column -> filter(condition, column).stream()));
    }

    private static Optional<RowFilter> filter(Condition condition, TableColumn column) {
        var values = condition.constants().stream()
                .flatMap(constant -> value(constant.text(), column, condition.comparison()).stream())
                .toList();
        return values.isEmpty() || values.size() < condition.constants().size()
                ? Optional.empty()
                : Optional.of(new RowFilter(column.name(), operator(condition.comparison()), values));
    }

    private static Operator operator(Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> Operator.EQUAL;
            case LESS -> Operator.LESS;
            case AT_MOST -> Operator.AT_MOST;
            case GREATER -> Operator.GREATER;
            case AT_LEAST -> Operator.AT_LEAST;
            case ONE_OF -> Operator.IN;
        };
    }

    /** The value as the source reads it; empty where it might read it otherwise. */
    private static Optional<String> value(String text, TableColumn column, Comparison comparison) {
        var equality = comparison == Comparison.EQUAL || comparison == Comparison.ONE_OF;
        var declared = column.dataType();
        var value = Optional.of(text);
        return switch (column.type()) {
            case ColumnType.Decimal _ ->
                value.filter(number -> WHOLE.matcher(number).matches())
                        .filter(_ -> declared.startsWith("numeric") || declared.startsWith("decimal"));
            case ColumnType.Simple simple ->
                switch (simple) {
                    case INTEGER -> value.filter(number -> fits(number, declared));
                    case TIMESTAMP, INSTANT -> moment(text);
                    case DATE -> value.filter(PushedConditions::isDate);
                    // Sources sort texts each in their own way.
                    case TEXT ->
                        value.filter(_ -> equality && TEXT.matcher(declared).matches());
                    case UUID -> value.filter(id -> equality && isUuid(id));
                    case BOOLEAN -> value.filter(_ -> equality);
                    // Single precision is not compared as it is read.
                    case DOUBLE, BIG_INTEGER, JSON, BYTES -> Optional.empty();
                };
        };
    }

    /** A number out of a column's range is an error to PostgreSQL. */
    private static boolean fits(String number, String declared) {
        int bits = declared.startsWith("bigint")
                ? 63
                : declared.startsWith("int") ? 31 : declared.startsWith("smallint") ? 15 : 0;
        return WHOLE.matcher(number).matches() && new BigInteger(number).bitLength() <= bits;
    }

    private static Optional<String> moment(String text) {
        var moment = MOMENT.matcher(text);
        try {
            if (moment.matches()) {
                return Optional.of(SQL_MOMENT.format(LocalDateTime.parse(moment.group(1) + "T" + moment.group(2))));
            }
            return DATE.matcher(text).matches()
                    ? Optional.of(SQL_MOMENT.format(LocalDate.parse(text).atStartOfDay()))
                    : Optional.empty();
        } catch (java.time.DateTimeException _) {
            return Optional.empty();
        }
    }

    private static boolean isDate(String text) {
        try {
            return DATE.matcher(text).matches()
                    && LocalDate.parse(text).toString().equals(text);
        } catch (java.time.DateTimeException _) {
            return false;
        }
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
