package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.Cursor;
import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.SourceTable.ForeignKey;
import dev.hedgerow.connector.SourceTable.Kind;
import dev.hedgerow.connector.SyncMethod;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.TablePath;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogs say of the tables in one schema, or in all that are not the system's.
 *
 * @param schema null for all
 */
record Discovery(Session session, @Nullable String schema, int version) {

    List<SourceTable> tables() throws SQLException {
        var columns = columns();
        var keys = keys();
        var indexed = indexed();
        var foreign = foreignKeys();
        var tables = new ArrayList<SourceTable>();
        try (var statement = prepared("""
                SELECT c.oid, n.nspname, c.relname, c.relkind, c.reltuples::bigint, obj_description(c.oid, 'pg_class'),
                       c.relrowsecurity AND row_security_active(c.oid)
                  FROM pg_class c
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND %s AND has_schema_privilege(n.oid, 'USAGE')
                 ORDER BY n.nspname, c.relname
                """);
                var result = statement.executeQuery()) {
            while (result.next()) {
                long oid = result.getLong(1);
                var readable = columns.getOrDefault(oid, List.of());
                if (!readable.isEmpty()) {
                    tables.add(table(
                            result,
                            readable,
                            keys.getOrDefault(oid, List.of()),
                            indexed.getOrDefault(oid, List.of()),
                            foreign.getOrDefault(oid, List.of())));
                }
            }
        }
        return List.copyOf(tables);
    }

    private SourceTable table(
            ResultSet row, List<TableColumn> columns, List<String> key, List<String> indexed, List<ForeignKey> foreign)
            throws SQLException {
        var path = new TablePath(row.getString(2), row.getString(3));
        var kind = kind(row.getString(4));
        var cursors = new ArrayList<>(cursors(columns, indexed));
        var methods = EnumSet.of(SyncMethod.FULL_REFRESH);
        if (!cursors.isEmpty()) {
            methods.add(SyncMethod.INCREMENTAL);
            methods.add(SyncMethod.APPEND);
        }
        if (version >= 13 && (kind == Kind.TABLE || kind == Kind.MATERIALIZED_VIEW)) {
            methods.add(SyncMethod.XMIN);
            cursors.add(new Cursor(Cursor.XMIN, CursorType.XID, false, false));
        }
        if (!key.isEmpty() && (kind == Kind.TABLE || kind == Kind.PARTITIONED_TABLE)) {
            methods.add(SyncMethod.CDC);
        }
        long estimate = row.getLong(5);
        return new SourceTable(
                schema == null ? path.toString() : path.table(),
                path,
                kind,
                columns,
                key,
                List.copyOf(cursors),
                Set.copyOf(methods),
                foreign,
                estimate < 0 || kind == Kind.VIEW || kind == Kind.FOREIGN_TABLE ? null : estimate,
                row.getString(6),
                row.getBoolean(7)
                        ? "Row-level security is on for this table: only the rows that its policies show to this user are synced."
                        : null);
    }

    private static Kind kind(String relkind) {
        return switch (relkind) {
            case "p" -> Kind.PARTITIONED_TABLE;
            case "v" -> Kind.VIEW;
            case "m" -> Kind.MATERIALIZED_VIEW;
            case "f" -> Kind.FOREIGN_TABLE;
            default -> Kind.TABLE;
        };
    }

    private static List<Cursor> cursors(List<TableColumn> columns, List<String> indexed) {
        return columns.stream()
                .flatMap(column -> cursor(column, indexed.contains(column.name())))
                .sorted(Cursor.LIKELIEST_FIRST)
                .toList();
    }

    private static Stream<Cursor> cursor(TableColumn column, boolean indexed) {
        var type = cursorType(column.dataType());
        return type == null ? Stream.of() : Stream.of(new Cursor(column.name(), type, column.nullable(), indexed));
    }

    private static @Nullable CursorType cursorType(String dataType) {
        return switch (dataType) {
            case "smallint", "integer", "bigint" -> CursorType.INTEGER;
            case "date" -> CursorType.DATE;
            case "timestamp without time zone", "timestamp with time zone" -> CursorType.TIMESTAMP;
            default -> null;
        };
    }

    private Map<Long, List<TableColumn>> columns() throws SQLException {
        var columns = new LinkedHashMap<Long, List<TableColumn>>();
        try (var statement = prepared(Codec.COLUMNS + """
                 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND %s AND a.attnum > 0 AND NOT a.attisdropped
                   AND has_column_privilege(c.oid, a.attnum, 'SELECT')
                 ORDER BY a.attrelid, a.attnum
                """);
                var result = statement.executeQuery()) {
            while (result.next()) {
                columns.computeIfAbsent(result.getLong("table"), _ -> new ArrayList<>())
                        .add(Codec.of(result).column());
            }
        }
        return columns;
    }

    private Map<Long, List<String>> keys() throws SQLException {
        return names("""
                SELECT i.indrelid, a.attname
                  FROM pg_index i
                  JOIN pg_class c ON c.oid = i.indrelid
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                 CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place)
                  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
                 WHERE i.indisprimary AND k.place <= i.indnkeyatts AND %s
                 ORDER BY i.indrelid, k.place
                """);
    }

    /** Columns that lead a whole and valid index. */
    private Map<Long, List<String>> indexed() throws SQLException {
        return names("""
                SELECT i.indrelid, a.attname
                  FROM pg_index i
                  JOIN pg_class c ON c.oid = i.indrelid
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                 WHERE i.indisvalid AND i.indpred IS NULL AND %s
                """);
    }

    private Map<Long, List<String>> names(String sql) throws SQLException {
        var names = new LinkedHashMap<Long, List<String>>();
        try (var statement = prepared(sql);
                var result = statement.executeQuery()) {
            while (result.next()) {
                names.computeIfAbsent(result.getLong(1), _ -> new ArrayList<>()).add(result.getString(2));
            }
        }
        return names;
    }

    private Map<Long, List<ForeignKey>> foreignKeys() throws SQLException {
        var keys = new LinkedHashMap<Long, List<ForeignKey>>();
        try (var statement = prepared("""
                SELECT f.conrelid, a.attname, tn.nspname, t.relname, ta.attname
                  FROM pg_constraint f
                  JOIN pg_class c ON c.oid = f.conrelid
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
                  JOIN pg_class t ON t.oid = f.confrelid
                  JOIN pg_namespace tn ON tn.oid = t.relnamespace
                  JOIN pg_attribute ta ON ta.attrelid = f.confrelid AND ta.attnum = f.confkey[1]
                 WHERE f.contype = 'f' AND cardinality(f.conkey) = 1 AND %s
                 ORDER BY f.conrelid, f.conkey[1]
                """);
                var result = statement.executeQuery()) {
            while (result.next()) {
                keys.computeIfAbsent(result.getLong(1), _ -> new ArrayList<>())
                        .add(new ForeignKey(
                                result.getString(2),
                                new TablePath(result.getString(3), result.getString(4)),
                                result.getString(5)));
            }
        }
        return keys;
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        var scope = schema == null
                ? "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'"
                : "n.nspname = ?";
        var statement = session.connection().prepareStatement(sql.replace("%s", scope));
        if (schema != null) {
            statement.setString(1, schema);
        }
        return statement;
    }
}
