package dev.hedgerow.catalog;

import dev.hedgerow.auth.UserBasic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client sees of a warehouse table. */
record WarehouseTableResponse(
        UUID id,
        boolean deleted,
        String name,
        String format,
        @Nullable UserBasic createdBy,
        Instant createdAt,
        String urlPattern,
        @Nullable Map<String, Object> credential,
        List<Column> columns,
        @Nullable Map<String, Object> externalDataSource,
        @Nullable Map<String, Object> externalSchema,
        @Nullable Boolean csvAllowDoubleQuotes,
        long rowCount) {

    record Column(
            String key,
            String name,
            String type,
            boolean schemaValid,
            @Nullable List<String> fields,
            @Nullable String table,
            @Nullable List<String> chain) {

        static Column of(TableColumn column) {
            return new Column(column.name(), column.name(), column.fieldType(), true, null, null, null);
        }
    }

    static WarehouseTableResponse of(WarehouseTable table, Map<Long, UserBasic> users) {
        return new WarehouseTableResponse(
                table.id(),
                false,
                table.name(),
                "DuckDB",
                table.createdBy() == null ? null : users.get(table.createdBy()),
                table.createdAt(),
                "",
                null,
                table.columns().stream().map(Column::of).toList(),
                null,
                null,
                null,
                table.rowCount());
    }
}
