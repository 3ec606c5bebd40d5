package dev.hedgerow.connector.mysql;

import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.jdbc.CatalogQueries;
import dev.hedgerow.connector.jdbc.JdbcDialect;
import dev.hedgerow.connector.jdbc.Values;
import dev.hedgerow.connector.sql.Column;
import dev.hedgerow.engine.ColumnType.Simple;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MySQL's SQL, and what its information schema says. */
record MySqlDialect() implements JdbcDialect {

    private static final CatalogQueries CATALOG = new CatalogQueries(
            """
            SELECT table_schema AS `schema`, table_name AS `table`, column_name AS name, data_type AS type,
                   column_type AS whole_type, is_nullable = 'YES' AS nullable, numeric_precision AS digits,
                   numeric_scale AS scale
              FROM information_schema.columns
             WHERE table_schema = ?""", " AND table_name = ?", " ORDER BY table_name, ordinal_position", """
            SELECT table_schema AS `schema`, table_name AS `table`, column_name AS name
              FROM information_schema.statistics
             WHERE table_schema = ? AND index_name = 'PRIMARY'
             ORDER BY table_name, seq_in_index
            """, """
            SELECT table_schema AS `schema`, table_name AS `table`, column_name AS name
              FROM information_schema.statistics
             WHERE table_schema = ? AND seq_in_index = 1
            """, """
            SELECT table_schema AS `schema`, table_name AS `table`, column_name AS name,
                   referenced_table_schema AS target_schema, referenced_table_name AS target,
                   referenced_column_name AS target_column
              FROM information_schema.key_column_usage
             WHERE table_schema = ? AND referenced_table_name IS NOT NULL
            """, """
            SELECT table_schema AS `schema`, table_name AS `table`, table_type LIKE '%VIEW%' AS is_view,
                   table_comment AS comment, table_rows AS estimate
              FROM information_schema.tables
             WHERE table_schema = ?
             ORDER BY table_name
            """);

    @Override
    public String quoted(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    @Override
    public CatalogQueries catalog() {
        return CATALOG;
    }

    @Override
    public Column column(ResultSet row) throws SQLException {
        return MySqlColumn.of(row);
    }

    @Override
    public String text() {
        return "CAST(%s AS CHAR)";
    }

    @Override
    public @Nullable CursorType cursorType(TableColumn column) {
        return MySqlColumn.cursorType(column);
    }

    @Override
    public String mark(Column column, String name) {
        return (isBytes(column) ? "HEX(%s)" : "CAST(%s AS CHAR)").formatted(name);
    }

    @Override
    public Parameter parameter(Column column, String value) {
        return new Parameter(isBytes(column) ? "UNHEX(?)" : "?", value);
    }

    @Override
    public String earlier(String moment, Duration by) {
        return "CAST(%s AS DATETIME(6)) - INTERVAL %d SECOND".formatted(moment, by.toSeconds());
    }

    @Override
    public Values values(List<TableColumn> columns) {
        return new MySqlValues(columns);
    }

    private static boolean isBytes(Column column) {
        return column.column().type() == Simple.BYTES;
    }
}
