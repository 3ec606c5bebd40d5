package dev.hedgerow.connector.mysql;

import dev.hedgerow.connector.Cursor;
import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.SourceTable.ForeignKey;
import dev.hedgerow.connector.SourceTable.Kind;
import dev.hedgerow.connector.SyncMethod;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.TablePath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the information schema says of the tables in one database. */
record MySqlDiscovery(MySqlSession session, String schema) {

    List<SourceTable> tables() throws SQLException {
        var columns = this.<TableColumn>grouped(
                MySqlColumn.COLUMNS + " ORDER BY table_name, ordinal_position",
                row -> MySqlColumn.of(row).column());
        var keys = this.<String>grouped("""
                SELECT table_name AS `table`, column_name AS name
                  FROM information_schema.statistics
                 WHERE table_schema = ? AND index_name = 'PRIMARY'
                 ORDER BY table_name, seq_in_index
                """, row -> row.getString("name"));
        var indexed = this.<String>grouped("""
                SELECT table_name AS `table`, column_name AS name
                  FROM information_schema.statistics
                 WHERE table_schema = ? AND seq_in_index = 1
                """, row -> row.getString("name"));
        var foreign = this.<ForeignKey>grouped("""
                SELECT table_name AS `table`, column_name AS name, referenced_table_schema AS target_schema,
                       referenced_table_name AS target, referenced_column_name AS target_column
                  FROM information_schema.key_column_usage
                 WHERE table_schema = ? AND referenced_table_name IS NOT NULL
                """, MySqlDiscovery::foreignKey);
        return this.<SourceTable>grouped("""
                        SELECT table_name AS `table`, table_type AS type, table_rows AS estimate, table_comment AS comment
                          FROM information_schema.tables
                         WHERE table_schema = ?
                         ORDER BY table_name
                        """, row -> {
                    var name = row.getString("table");
                    return table(
                            row,
                            columns.getOrDefault(name, List.of()),
                            keys.getOrDefault(name, List.of()),
                            indexed.getOrDefault(name, List.of()),
                            foreign.getOrDefault(name, List.of()));
                })
                .values()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private SourceTable table(
            ResultSet row, List<TableColumn> columns, List<String> key, List<String> indexed, List<ForeignKey> foreign)
            throws SQLException {
        var name = row.getString("table");
        boolean view = row.getString("type").contains("VIEW");
        var cursors = columns.stream()
                .flatMap(column -> cursor(column, indexed.contains(column.name())))
                .sorted(Cursor.LIKELIEST_FIRST)
                .toList();
        long estimate = row.getLong("estimate");
        var comment = row.getString("comment");
        return new SourceTable(
                name,
                new TablePath(schema, name),
                view ? Kind.VIEW : Kind.TABLE,
                columns,
                key,
                cursors,
                cursors.isEmpty()
                        ? Set.of(SyncMethod.FULL_REFRESH)
                        : Set.of(SyncMethod.FULL_REFRESH, SyncMethod.INCREMENTAL, SyncMethod.APPEND),
                foreign,
                view || row.wasNull() ? null : estimate,
                view || comment == null || comment.isBlank() ? null : comment,
                null);
    }

    private static Stream<Cursor> cursor(TableColumn column, boolean indexed) {
        var type = MySqlColumn.cursorType(column);
        return type == null ? Stream.of() : Stream.of(new Cursor(column.name(), type, column.nullable(), indexed));
    }

    private static ForeignKey foreignKey(ResultSet row) throws SQLException {
        return new ForeignKey(
                row.getString("name"),
                new TablePath(row.getString("target_schema"), row.getString("target")),
                row.getString("target_column"));
    }

    private <T> Map<String, List<T>> grouped(String sql, Row<T> mapping) throws SQLException {
        var groups = new LinkedHashMap<String, List<T>>();
        try (var statement = session.connection().prepareStatement(sql)) {
            statement.setString(1, schema);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    groups.computeIfAbsent(result.getString("table"), _ -> new ArrayList<>())
                            .add(mapping.map(result));
                }
            }
        }
        return groups;
    }

    @FunctionalInterface
    private interface Row<T> {
        T map(ResultSet row) throws SQLException;
    }
}
