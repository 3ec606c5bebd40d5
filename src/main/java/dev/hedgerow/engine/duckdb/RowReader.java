package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.Column;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** Turns the driver's values into those that {@link dev.hedgerow.engine.RowConsumer} names. */
final class RowReader {

    private final ResultSet result;
    private final boolean[] local;

    RowReader(ResultSet result) throws SQLException {
        this.result = result;
        var meta = result.getMetaData();
        local = new boolean[meta.getColumnCount()];
        for (int i = 0; i < local.length; i++) {
            var type = meta.getColumnTypeName(i + 1);
            local[i] = type.startsWith("TIMESTAMP") && !type.endsWith("TIME ZONE");
        }
    }

    static List<Column> columns(ResultSetMetaData meta) throws SQLException {
        var columns = new ArrayList<Column>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new Column(meta.getColumnLabel(i), meta.getColumnTypeName(i)));
        }
        return List.copyOf(columns);
    }

    List<@Nullable Object> row() throws SQLException {
        var row = new ArrayList<@Nullable Object>(local.length);
        for (int i = 0; i < local.length; i++) {
            // The driver's default for a timestamp goes through the JVM's time zone, where some hours do not exist.
            row.add(local[i] ? result.getObject(i + 1, LocalDateTime.class) : neutral(result.getObject(i + 1)));
        }
        return row;
    }

    private static @Nullable Object neutral(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Byte number -> number.longValue();
            case Short number -> number.longValue();
            case Integer number -> number.longValue();
            // By its text, so that 0.1 stays 0.1.
            case Float number -> Double.valueOf(number.toString());
            case OffsetDateTime time -> time.toInstant();
            case Timestamp time -> time.toLocalDateTime();
            case Blob bytes -> bytes.getBytes(1, Math.toIntExact(bytes.length()));
            case DuckDBStruct struct -> map(struct.getMap());
            case Map<?, ?> map -> map(map);
            case Array array -> list((Object[]) array.getArray());
            case Boolean _, Number _, String _, java.time.LocalDate _, java.time.LocalTime _, java.util.UUID _ -> value;
            // JSON, intervals and the rest: as DuckDB writes them.
            default -> value.toString();
        };
    }

    private static List<@Nullable Object> list(Object[] values) throws SQLException {
        var list = new ArrayList<@Nullable Object>(values.length);
        for (var value : values) {
            list.add(neutral(value));
        }
        return list;
    }

    private static Map<@Nullable Object, @Nullable Object> map(Map<?, ?> values) throws SQLException {
        var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        for (var entry : values.entrySet()) {
            map.put(neutral(entry.getKey()), neutral(entry.getValue()));
        }
        return map;
    }
}
