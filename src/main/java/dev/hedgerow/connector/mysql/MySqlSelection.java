package dev.hedgerow.connector.mysql;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.RowFilter;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableRead.ByCursor;
import dev.hedgerow.connector.TableRead.ByKey;
import dev.hedgerow.connector.TableRead.Unordered;
import dev.hedgerow.connector.Watermark.Bound;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The SELECT of a read: the columns that go into the rows, and after them the cursor's value and the texts of the key,
 * where there are such.
 */
record MySqlSelection(TableRead read, List<MySqlColumn> columns, Map<String, MySqlColumn> all) {

    static MySqlSelection of(MySqlSession session, TableRead read) throws SQLException {
        var all = columns(session, read);
        var wanted = read.columns() == null ? List.copyOf(all.keySet()) : read.columns();
        var columns = new ArrayList<MySqlColumn>();
        for (var name : wanted) {
            var column = found(all, name);
            columns.add(read.asText().contains(name) ? column.asText() : column);
        }
        var cursor = read.cursor();
        if (cursor != null) {
            found(all, cursor.column());
        }
        return new MySqlSelection(read, List.copyOf(columns), all);
    }

    private static Map<String, MySqlColumn> columns(MySqlSession session, TableRead read) throws SQLException {
        var columns = new LinkedHashMap<String, MySqlColumn>();
        try (var statement = session.connection()
                .prepareStatement(MySqlColumn.COLUMNS + " AND table_name = ? ORDER BY ordinal_position")) {
            statement.setString(1, read.table().schema());
            statement.setString(2, read.table().table());
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    var column = MySqlColumn.of(result);
                    columns.put(column.column().name(), column);
                }
            }
        }
        if (columns.isEmpty()) {
            throw new Permanent(
                    "Table '%s' does not exist, or this user may not read it.".formatted(read.table()), null);
        }
        return columns;
    }

    private static MySqlColumn found(Map<String, MySqlColumn> all, String name) {
        var column = all.get(name);
        if (column == null) {
            throw new Permanent(
                    "Column '%s' does not exist any more, or this user may not read it.".formatted(name), null);
        }
        return column;
    }

    PreparedStatement prepare(MySqlSession session) throws SQLException {
        var values = new ArrayList<String>();
        var conditions = new ArrayList<String>();
        read.filters().forEach(filter -> conditions.add(condition(filter, values)));
        watermark(conditions, values);
        checkpoint(conditions, values);
        var items = Stream.concat(columns.stream().map(MySqlColumn::select), trailing());
        var sql = "SELECT %s FROM %s.%s AS t%s%s"
                .formatted(
                        items.collect(joining(", ")),
                        MySqlColumn.quoted(read.table().schema()),
                        MySqlColumn.quoted(read.table().table()),
                        conditions.isEmpty() ? "" : conditions.stream().collect(joining(") AND (", " WHERE (", ")")),
                        order());
        var statement = session.connection().prepareStatement(sql);
        for (int i = 0; i < values.size(); i++) {
            statement.setString(i + 1, values.get(i));
        }
        return statement;
    }

    List<String> key() {
        return read.order() instanceof ByKey(var columns) ? columns : List.of();
    }

    private Stream<String> trailing() {
        var cursor = read.cursor();
        return Stream.concat(
                cursor == null ? Stream.of() : Stream.of("CAST(%s AS CHAR)".formatted(name(cursor.column()))),
                key().stream()
                        .map(column -> (isBytes(column) ? "HEX(%s)" : "CAST(%s AS CHAR)").formatted(name(column))));
    }

    private String order() {
        var cursor = read.cursor();
        return switch (read.order()) {
            case Unordered _ -> "";
            // What has no value comes first here.
            case ByCursor _ -> cursor == null ? "" : " ORDER BY " + name(cursor.column());
            case ByKey(var key) -> key.stream().map(MySqlSelection::name).collect(joining(", ", " ORDER BY ", ""));
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
            begin = "CAST(%s AS DATETIME(6)) - INTERVAL %d SECOND"
                    .formatted(begin, watermark.lookback().toSeconds());
        }
        var column = name(cursor.column());
        conditions.add(from ? "%1$s >= %2$s OR %1$s IS NULL".formatted(column, begin) : column + " > " + begin);
    }

    private void checkpoint(List<String> conditions, List<String> values) {
        var checkpoint = read.checkpoint();
        var cursor = read.cursor();
        if (checkpoint == null) {
            return;
        }
        switch (read.order()) {
            case Unordered _ -> {}
            case ByCursor _ -> {
                if (cursor != null) {
                    conditions.add(name(cursor.column()) + " >= "
                            + value(cursor.column(), checkpoint.values().getFirst(), values));
                }
            }
            case ByKey(var key) -> {
                var names = key.stream().map(MySqlSelection::name).collect(joining(", "));
                var last = new ArrayList<String>();
                for (int i = 0; i < key.size(); i++) {
                    last.add(value(key.get(i), checkpoint.values().get(i), values));
                }
                conditions.add("(%s) > (%s)".formatted(names, String.join(", ", last)));
            }
        }
    }

    /** Numbers stand as numbers, because compared with a text they would be compared as doubles. */
    private String value(String column, String value, List<String> values) {
        var found = all.get(column);
        if (found != null && isNumber(found)) {
            return number(value);
        }
        values.add(value);
        return isBytes(column) ? "UNHEX(?)" : "?";
    }

    private static boolean isNumber(MySqlColumn column) {
        return switch (column.column().type()) {
            case Decimal _ -> true;
            case Simple simple -> simple == Simple.INTEGER || simple == Simple.BIG_INTEGER || simple == Simple.DOUBLE;
        };
    }

    private boolean isBytes(String column) {
        var found = all.get(column);
        return found != null && found.column().type() == Simple.BYTES;
    }

    private static String number(String value) {
        try {
            return new BigDecimal(value.strip()).toString();
        } catch (NumberFormatException e) {
            throw new Permanent("The value '%s' is no number.".formatted(value), e);
        }
    }

    private static String name(String column) {
        return "t." + MySqlColumn.quoted(column);
    }
}
