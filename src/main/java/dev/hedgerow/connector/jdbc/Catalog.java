package dev.hedgerow.connector.jdbc;

import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.SourceTable.ForeignKey;
import dev.hedgerow.connector.SourceTable.Kind;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.sql.Column;
import dev.hedgerow.connector.sql.Cursors;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server's own catalog says of the tables in one schema, or in all.
 *
 * @param schema null for all
 */
record Catalog(
        Connection connection,
        JdbcDialect dialect,
        @Nullable String schema) {

    List<SourceTable> tables() throws SQLException {
        var queries = dialect.catalog();
        var columns = this.<TableColumn>grouped(
                queries.columns() + queries.order(), row -> dialect.column(row).column());
        var keys = this.<String>grouped(queries.keys(), row -> row.getString("name"));
        var indexed = this.<String>grouped(queries.indexed(), row -> row.getString("name"));
        var foreign = this.<ForeignKey>grouped(queries.foreign(), Catalog::foreignKey);
        return this.<SourceTable>grouped(queries.tables(), row -> {
                    var path = path(row);
                    return table(
                            row,
                            columns.getOrDefault(path, List.of()),
                            keys.getOrDefault(path, List.of()),
                            indexed.getOrDefault(path, List.of()),
                            foreign.getOrDefault(path, List.of()));
                })
                .values()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Those of one table, none when it does not exist. */
    List<Column> columns(TablePath table) throws SQLException {
        var queries = dialect.catalog();
        var columns = new ArrayList<Column>();
        try (var statement = connection.prepareStatement(queries.columns() + queries.ofTable() + queries.order())) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    columns.add(dialect.column(result));
                }
            }
        }
        return columns;
    }

    private SourceTable table(
            ResultSet row, List<TableColumn> columns, List<String> key, List<String> indexed, List<ForeignKey> foreign)
            throws SQLException {
        var path = path(row);
        boolean view = row.getBoolean("is_view");
        var cursors = Cursors.of(dialect, columns, indexed);
        long rows = row.getLong("estimate");
        var estimate = view || row.wasNull() ? null : rows;
        var comment = row.getString("comment");
        return new SourceTable(
                schema == null ? path.toString() : path.table(),
                path,
                view ? Kind.VIEW : Kind.TABLE,
                columns,
                key,
                cursors.all(),
                cursors.methods(),
                foreign,
                estimate,
                view || comment == null || comment.isBlank() ? null : comment,
                null);
    }

    private static ForeignKey foreignKey(ResultSet row) throws SQLException {
        return new ForeignKey(
                row.getString("name"),
                new TablePath(row.getString("target_schema"), row.getString("target")),
                row.getString("target_column"));
    }

    private static TablePath path(ResultSet row) throws SQLException {
        return new TablePath(row.getString("schema"), row.getString("table"));
    }

    private <T> Map<TablePath, List<T>> grouped(String sql, Row<T> mapping) throws SQLException {
        var groups = new LinkedHashMap<TablePath, List<T>>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    groups.computeIfAbsent(path(result), _ -> new ArrayList<>()).add(mapping.map(result));
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
