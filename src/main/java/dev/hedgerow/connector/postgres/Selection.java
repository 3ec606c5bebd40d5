package dev.hedgerow.connector.postgres;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.Cursor;
import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.RowFilter;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableRead.ByCursor;
import dev.hedgerow.connector.TableRead.ByKey;
import dev.hedgerow.connector.TableRead.Unordered;
import dev.hedgerow.connector.Watermark.Bound;
import dev.hedgerow.engine.ColumnType.Simple;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The SELECT of a read: the columns that go into the rows, and after them what says where the reading is.
 *
 * @param columns what goes into the rows
 * @param trailing expressions of which the reader keeps track: the cursor's value, and the texts of the key as far as
 *     the columns do not say them
 */
record Selection(TableRead read, List<Codec> columns, List<String> trailing, Map<String, TableColumn> all) {

    /**
     * The number of the transaction that wrote a row, without the wrapping round that the 32 bits of it have: those
     * before the present one, counted back from it. A row from before the last round seems newer than it is and is read
     * once more; none seems older.
     */
    private static final String XMIN_NUMBER = """
            (pg_snapshot_xmax(pg_current_snapshot())::text::bigint \
            - ((pg_snapshot_xmax(pg_current_snapshot())::text::bigint - t.xmin::text::bigint) & 4294967295))""";

    static Selection of(Session session, TableRead read) throws SQLException {
        var all = columns(session, read);
        var wanted = read.columns() == null ? List.copyOf(all.keySet()) : read.columns();
        var columns = new ArrayList<Codec>();
        for (var name : wanted) {
            var codec = all.get(name);
            if (codec == null) {
                throw missing(name);
            }
            columns.add(read.asText().contains(name) ? codec.asText() : codec);
        }
        var types = new LinkedHashMap<String, TableColumn>();
        all.forEach((name, codec) -> types.put(name, codec.column()));
        var cursor = read.cursor();
        if (cursor != null && cursor.type() == CursorType.XID) {
            columns.add(new Codec(
                    new TableColumn(Cursor.XMIN_COLUMN, "bigint", false, Simple.INTEGER), XMIN_NUMBER, Decoder.LONG));
        } else if (cursor != null && !types.containsKey(cursor.column())) {
            throw missing(cursor.column());
        }
        return new Selection(read, List.copyOf(columns), trailing(read, columns), types);
    }

    String sql() {
        var conditions = Stream.of(filters(), watermark(), checkpoint())
                .flatMap(List::stream)
                .map(condition -> "(" + condition + ")")
                .collect(joining(" AND "));
        var items = Stream.concat(columns.stream().map(Codec::select), trailing.stream())
                .collect(joining(", "));
        return "SELECT %s FROM %s AS t%s%s"
                .formatted(
                        items, Sql.quoted(read.table()), conditions.isEmpty() ? "" : " WHERE " + conditions, order());
    }

    private static Map<String, Codec> columns(Session session, TableRead read) throws SQLException {
        var columns = new LinkedHashMap<String, Codec>();
        try (var statement = session.connection().prepareStatement(Codec.COLUMNS + """
                 WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
                   AND has_column_privilege(c.oid, a.attnum, 'SELECT')
                 ORDER BY a.attnum
                """)) {
            statement.setString(1, read.table().schema());
            statement.setString(2, read.table().table());
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    var codec = Codec.of(result);
                    columns.put(codec.column().name(), codec);
                }
            }
        }
        if (columns.isEmpty()) {
            throw new ConnectorException.Permanent(
                    "Table '%s' does not exist, or this user may not read it.".formatted(read.table()), null);
        }
        return columns;
    }

    private static ConnectorException missing(String column) {
        return new ConnectorException.Permanent(
                "Column '%s' does not exist any more, or this user may not read it.".formatted(column), null);
    }

    private static List<String> trailing(TableRead read, List<Codec> columns) {
        var cursor = read.cursor();
        return switch (read.order()) {
            case ByKey(var key) ->
                Stream.concat(
                                cursor == null ? Stream.of() : Stream.of(value(cursor)),
                                key.stream()
                                        .filter(column -> place(column, columns) < 0)
                                        .map(column -> Sql.column(column) + "::text"))
                        .toList();
            case ByCursor _, Unordered _ -> cursor == null ? List.of() : List.of(value(cursor));
        };
    }

    /** Where in a row the texts of the key are, or what says them. */
    int[] keyPlaces() {
        if (!(read.order() instanceof ByKey(var key))) {
            return new int[0];
        }
        var places = new int[key.size()];
        int next = columns.size() + (read.cursor() == null ? 0 : 1);
        for (int i = 0; i < places.length; i++) {
            int place = place(key.get(i), columns);
            places[i] = place < 0 ? next++ : place;
        }
        return places;
    }

    /** The column that says the text of a key's; negative if none does. */
    private static int place(String key, List<Codec> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).column().name().equals(key)) {
                return columns.get(i).saysText() ? i : -1;
            }
        }
        return -1;
    }

    private static String value(Cursor cursor) {
        return cursor.type() == CursorType.XID ? XMIN_NUMBER : Sql.column(cursor.column());
    }

    private String order() {
        var cursor = read.cursor();
        return switch (read.order()) {
            case Unordered _ -> "";
            case ByCursor _ -> cursor == null ? "" : " ORDER BY " + value(cursor) + " NULLS FIRST";
            case ByKey(var key) -> key.stream().map(Sql::column).collect(joining(", ", " ORDER BY ", ""));
        };
    }

    private List<String> filters() {
        return read.filters().stream().map(this::condition).toList();
    }

    private String condition(RowFilter filter) {
        var values = filter.values().stream().map(Sql::literal).collect(joining(", "));
        return "%s %s %s"
                .formatted(
                        Sql.column(filter.column()),
                        filter.operator().sql(),
                        filter.operator().takesList() ? "(" + values + ")" : values);
    }

    private List<String> watermark() {
        var watermark = read.watermark();
        var cursor = read.cursor();
        if (watermark == null || cursor == null) {
            return List.of();
        }
        var past = value(cursor)
                + (watermark.bound() == Bound.FROM ? " >= " : " > ")
                + literal(cursor, watermark.value(), watermark.lookback());
        boolean withoutValue = watermark.bound() == Bound.FROM && cursor.type() != CursorType.XID;
        return List.of(withoutValue ? past + " OR " + value(cursor) + " IS NULL" : past);
    }

    private List<String> checkpoint() {
        var checkpoint = read.checkpoint();
        if (checkpoint == null) {
            return List.of();
        }
        var cursor = read.cursor();
        return switch (read.order()) {
            case Unordered _ -> List.of();
            case ByCursor _ ->
                cursor == null
                        ? List.of()
                        : List.of(value(cursor) + " >= "
                                + literal(cursor, checkpoint.values().getFirst(), Duration.ZERO));
            case ByKey(var key) ->
                List.of("(%s) > (%s)"
                        .formatted(
                                key.stream().map(Sql::column).collect(joining(", ")),
                                checkpoint.values().stream().map(Sql::literal).collect(joining(", "))));
        };
    }

    private String literal(Cursor cursor, String value, Duration lookback) {
        return switch (cursor.type()) {
            case XID, INTEGER -> number(value).toString();
            case NUMERIC, OBJECTID -> Sql.literal(value);
            case DATE, DATETIME, TIMESTAMP -> {
                var column = column(cursor);
                var moment = "CAST(%s AS %s)"
                        .formatted(Sql.literal(value), column == null ? "timestamptz" : column.dataType());
                yield lookback.isZero()
                        ? moment
                        : "(%s - interval '%d seconds')".formatted(moment, lookback.toSeconds());
            }
        };
    }

    private @Nullable TableColumn column(Cursor cursor) {
        return all.get(cursor.column());
    }

    private static BigInteger number(String value) {
        try {
            return new BigInteger(value.strip());
        } catch (NumberFormatException e) {
            throw new ConnectorException.Permanent("The watermark '%s' is no number.".formatted(value), e);
        }
    }
}
