package dev.hedgerow.connector.sqlserver;

import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.jdbc.CatalogQueries;
import dev.hedgerow.connector.jdbc.JdbcDialect;
import dev.hedgerow.connector.jdbc.Values;
import dev.hedgerow.connector.sql.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transact-SQL, and what the server's own views say. They show what the user may read, and no more. */
record SqlServerDialect() implements JdbcDialect {

    private static final String TABLES = """
              JOIN sys.objects o ON o.object_id = %s AND o.type IN ('U', 'V') AND o.is_ms_shipped = 0
              JOIN sys.schemas s ON s.schema_id = o.schema_id AND s.name = COALESCE(?, s.name)
            """;

    private static final String INDEX_COLUMNS = """
            SELECT s.name AS [schema], o.name AS [table], c.name AS name
              FROM sys.indexes i
              JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
              JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
            """ + TABLES.formatted("i.object_id");

    private static final CatalogQueries CATALOG = new CatalogQueries(
            """
            SELECT s.name AS [schema], o.name AS [table], c.name AS name, c.max_length AS bytes, c.precision AS digits,
                   c.scale AS scale, c.is_nullable AS nullable,
                   CASE WHEN t.is_assembly_type = 1 THEN t.name ELSE TYPE_NAME(c.system_type_id) END AS type
              FROM sys.columns c
              JOIN sys.types t ON t.user_type_id = c.user_type_id
            """ + TABLES.formatted("c.object_id") + " WHERE 1 = 1",
            " AND o.name = ?",
            " ORDER BY s.name, o.name, c.column_id",
            INDEX_COLUMNS + " WHERE i.is_primary_key = 1 ORDER BY s.name, o.name, ic.key_ordinal",
            INDEX_COLUMNS + " WHERE ic.key_ordinal = 1 AND i.is_disabled = 0 AND i.has_filter = 0",
            """
            SELECT s.name AS [schema], o.name AS [table], c.name AS name, OBJECT_SCHEMA_NAME(t.object_id) AS target_schema,
                   t.name AS target, tc.name AS target_column
              FROM sys.foreign_key_columns f
              JOIN sys.columns c ON c.object_id = f.parent_object_id AND c.column_id = f.parent_column_id
              JOIN sys.objects t ON t.object_id = f.referenced_object_id
              JOIN sys.columns tc ON tc.object_id = f.referenced_object_id AND tc.column_id = f.referenced_column_id
            """ + TABLES.formatted("f.parent_object_id"),
            """
            SELECT s.name AS [schema], o.name AS [table], CASE o.type WHEN 'V' THEN 1 ELSE 0 END AS is_view,
                   CONVERT(nvarchar(4000), e.value) AS comment,
                   (SELECT SUM(p.rows) FROM sys.partitions p WHERE p.object_id = v.object_id AND p.index_id < 2) AS estimate
              FROM sys.objects v
              LEFT JOIN sys.extended_properties e
                ON e.class = 1 AND e.major_id = v.object_id AND e.minor_id = 0 AND e.name = 'MS_Description'
            """ + TABLES.formatted("v.object_id") + " ORDER BY s.name, o.name");

    @Override
    public String quoted(String identifier) {
        return '[' + identifier.replace("]", "]]") + ']';
    }

    @Override
    public CatalogQueries catalog() {
        return CATALOG;
    }

    @Override
    public Column column(ResultSet row) throws SQLException {
        return new SqlServerType(row.getString("type"), row.getInt("bytes"), row.getInt("digits"), row.getInt("scale"))
                .column(row.getString("name"), row.getBoolean("nullable"));
    }

    @Override
    public String text() {
        return "CONVERT(nvarchar(max), %s)";
    }

    @Override
    public @Nullable CursorType cursorType(TableColumn column) {
        return SqlServerType.cursorType(column);
    }

    @Override
    public String mark(Column column, String name) {
        return SqlServerMarks.of(column.column().dataType(), column.expression())
                .replace("%s", name);
    }

    @Override
    public Parameter parameter(Column column, String value) {
        return SqlServerMarks.parameter(column.column().dataType(), value);
    }

    @Override
    public String earlier(String moment, Duration by) {
        return "DATEADD(second, -%d, CONVERT(datetime2(7), %s))".formatted(by.toSeconds(), moment);
    }

    @Override
    public Values values(List<TableColumn> columns) {
        return new SqlServerValues(columns);
    }
}
