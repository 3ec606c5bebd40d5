package dev.hedgerow.connector.clickhouse;

import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.SourceTable.Kind;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.sql.Column;
import dev.hedgerow.connector.sql.Cursors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the system tables say of one database. */
record ClickHouseDiscovery(HttpSession session, ClickHouseDialect dialect, String database) {

    /** Not the tables that hand out each row only once, nor those behind views. */
    private static final String TABLES = """
            SELECT toUInt8(0), name, engine, comment, sorting_key, toInt64(coalesce(total_rows, -1))
              FROM system.tables
             WHERE database = {p1:String} AND NOT is_temporary AND NOT startsWith(name, '.inner')
               AND engine NOT IN ('Kafka', 'RabbitMQ', 'NATS', 'FileLog', 'S3Queue', 'AzureQueue')
             ORDER BY name
            FORMAT RowBinary""";

    private static final String COLUMNS = """
            SELECT toUInt8(0), table, name, type
              FROM system.columns
             WHERE database = {p1:String} AND default_kind != 'EPHEMERAL' AND ({p2:String} = '' OR table = {p2:String})
             ORDER BY table, position
            FORMAT RowBinary""";

    List<SourceTable> tables() throws IOException {
        var columns = grouped("");
        var tables = new ArrayList<SourceTable>();
        try (var rows = session.ask(TABLES, List.of(database), null)) {
            while (rows.hasRow()) {
                var name = rows.text();
                tables.add(table(name, rows, columns.getOrDefault(name, List.of())));
            }
        }
        return List.copyOf(tables);
    }

    /** Without a key: rows may share what this server calls the primary one. */
    private SourceTable table(String name, Answer row, List<Column> described) throws IOException {
        var engine = row.text();
        var comment = row.text();
        var sorting = row.text();
        long count = row.number(Long.BYTES);
        var columns = described.stream().map(Column::column).toList();
        var cursors = Cursors.of(dialect, columns, List.of(sorting.split(",", 2)[0]));
        return new SourceTable(
                name,
                new TablePath(database, name),
                switch (engine) {
                    case "MaterializedView" -> Kind.MATERIALIZED_VIEW;
                    case "View", "LiveView", "WindowView" -> Kind.VIEW;
                    default -> Kind.TABLE;
                },
                columns,
                List.of(),
                cursors.all(),
                cursors.methods(),
                List.of(),
                count < 0 ? null : count,
                comment.isBlank() ? null : comment,
                null);
    }

    /** Those of one table, none when it does not exist. */
    List<Column> columns(String table) throws IOException {
        return grouped(table).getOrDefault(table, List.of());
    }

    /** @param table empty for all */
    private Map<String, List<Column>> grouped(String table) throws IOException {
        var columns = new LinkedHashMap<String, List<Column>>();
        try (var rows = session.ask(COLUMNS, List.of(database, table), null)) {
            while (rows.hasRow()) {
                columns.computeIfAbsent(rows.text(), _ -> new ArrayList<>())
                        .add(ClickHouseType.of(rows.text(), rows.text()));
            }
        }
        return columns;
    }
}
