package dev.hedgerow.connector.sql;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.RowFilter;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableRead.ByCursor;
import dev.hedgerow.connector.TableRead.ByKey;
import dev.hedgerow.connector.TableRead.Unordered;
import dev.hedgerow.connector.Watermark.Bound;
import dev.hedgerow.engine.SourceColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The SELECT of a read: the columns that go into the rows, and after them the cursor's value and the texts of the key,
 * where there are such.
 *
 * @param all columns of the table, by name
 */
public record Selection(TableRead read, Dialect dialect, List<Column> columns, Map<String, Column> all) {

    /** @param described all columns of the table as it is now, none when there is no such */
    public static Selection of(Dialect dialect, TableRead read, List<Column> described) {
        if (described.isEmpty()) {
            throw new Permanent(
                    "Table '%s' does not exist, or this user may not read it.".formatted(read.table()), null);
        }
        var all = new LinkedHashMap<String, Column>();
        described.forEach(column -> all.put(column.name(), column));
        var wanted = read.columns() == null ? List.copyOf(all.keySet()) : read.columns();
        var columns = new ArrayList<Column>();
        for (var name : wanted) {
            var column = found(all, name);
            columns.add(read.asText().contains(name) ? column.asText(dialect.text()) : column);
        }
        var cursor = read.cursor();
        if (cursor != null) {
            found(all, cursor.column());
        }
        return new Selection(read, dialect, List.copyOf(columns), all);
    }

    private static Column found(Map<String, Column> all, String name) {
        var column = all.get(name);
        if (column == null) {
            throw new Permanent(
                    "Column '%s' does not exist any more, or this user may not read it.".formatted(name), null);
        }
        return column;
    }

    public Query query() {
        return query("");
    }

    /** @param first what to select before the columns; empty for nothing */
    public Query query(String first) {
        var values = new ArrayList<String>();
        var conditions = new ArrayList<String>();
        read.filters().forEach(filter -> conditions.add(condition(filter, values)));
        watermark(conditions, values);
        checkpoint(conditions, values);
        var items = Stream.of(
                        Stream.of(first).filter(item -> !item.isEmpty()),
                        columns.stream().map(column -> column.selected(name(column.name()))),
                        trailing())
                .flatMap(Function.identity());
        var sql = "SELECT %s FROM %s.%s AS t%s%s"
                .formatted(
                        items.collect(joining(", ")),
                        dialect.quoted(read.table().schema()),
                        dialect.quoted(read.table().table()),
                        conditions.isEmpty() ? "" : conditions.stream().collect(joining(") AND (", " WHERE (", ")")),
                        order());
        return new Query(sql, values);
    }

    /** @param values for the placeholders */
    public record Query(String sql, List<String> values) {}

    /** What the rows have. */
    public List<SourceColumn> sourceColumns() {
        return columns.stream()
                .map(column -> new SourceColumn(column.name(), column.column().type()))
                .toList();
    }

    public List<String> key() {
        return read.order() instanceof ByKey(var columns) ? columns : List.of();
    }

    private Stream<String> trailing() {
        var cursor = read.cursor();
        return Stream.concat(cursor == null ? Stream.of() : Stream.of(cursor.column()), key().stream())
                .map(column -> dialect.mark(found(all, column), name(column)));
    }

    private String order() {
        var cursor = read.cursor();
        return switch (read.order()) {
            case Unordered _ -> "";
            case ByCursor _ -> cursor == null ? "" : " ORDER BY " + dialect.ascending(name(cursor.column()));
            case ByKey(var key) -> key.stream().map(this::name).collect(joining(", ", " ORDER BY ", ""));
        };
    }

    private String condition(RowFilter filter, List<String> values) {
        var placeholders = filter.values().stream()
                .map(value -> value(filter.column(), value, values))
                .collect(joining(", "));
        return "%s %s %s"
                .formatted(
                        name(filter.column()),
                        filter.operator().sql(),
                        filter.operator().takesList() ? "(" + placeholders + ")" : placeholders);
    }

    private void watermark(List<String> conditions, List<String> values) {
        var watermark = read.watermark();
        var cursor = read.cursor();
        if (watermark == null || cursor == null) {
            return;
        }
        boolean from = watermark.bound() == Bound.FROM;
        var begin = value(cursor.column(), watermark.value(), values);
        if (!watermark.lookback().isZero()) {
            begin = dialect.earlier(begin, watermark.lookback());
        }
        var column = name(cursor.column());
        conditions.add(from ? "%1$s >= %2$s OR %1$s IS NULL".formatted(column, begin) : column + " > " + begin);
    }

    private void checkpoint(List<String> conditions, List<String> values) {
        var checkpoint = read.checkpoint();
        if (checkpoint == null) {
            return;
        }
        switch (read.order()) {
            case Unordered _ -> {}
            case ByCursor _ -> {
                var cursor = Objects.requireNonNull(read.cursor());
                conditions.add(name(cursor.column()) + " >= "
                        + value(cursor.column(), checkpoint.values().getFirst(), values));
            }
            case ByKey(var key) -> conditions.add(after(key, checkpoint.values(), values));
        }
    }

    /** Not as a comparison of rows, which not all servers have. */
    private String after(List<String> key, List<String> last, List<String> values) {
        var alternatives = new ArrayList<String>();
        for (int i = 0; i < key.size(); i++) {
            var parts = new ArrayList<String>();
            for (int j = 0; j <= i; j++) {
                var value = value(key.get(j), last.get(j), values);
                parts.add(name(key.get(j)) + (j < i ? " = " : " > ") + value);
            }
            alternatives.add(String.join(" AND ", parts));
        }
        return String.join(" OR ", alternatives);
    }

    /** Numbers stand as numbers, because compared with a text they would be compared as doubles. */
    private String value(String column, String value, List<String> values) {
        var described = found(all, column);
        if (described.isNumber()) {
            return number(value);
        }
        var parameter = dialect.parameter(described, value);
        values.add(parameter.text());
        int mark = parameter.sql().indexOf('?');
        return parameter.sql().substring(0, mark)
                + dialect.placeholder(values.size())
                + parameter.sql().substring(mark + 1);
    }

    private static String number(String value) {
        try {
            return new BigDecimal(value.strip()).toString();
        } catch (NumberFormatException e) {
            throw new Permanent("The value '%s' is no number.".formatted(value), e);
        }
    }

    private String name(String column) {
        return "t." + dialect.quoted(column);
    }
}
