package dev.hedgerow.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of a source nobody has created yet, as the wizard lists it. */
record TablePreview(
        String table,
        @Nullable String label,
        boolean shouldSync,
        boolean shouldSyncDefault,
        @Nullable String description,
        @Nullable Long rows,
        List<IncrementalField> incrementalFields,
        boolean incrementalAvailable,
        boolean appendAvailable,
        @Nullable Boolean cdcAvailable,
        @Nullable Boolean xminAvailable,
        @Nullable String incrementalField,
        @Nullable String syncType,
        boolean supportsWebhooks,
        boolean webhookOnly,
        List<Column> availableColumns,
        @Nullable List<String> detectedPrimaryKeys,
        @Nullable String permissionError,
        @Nullable String rlsWarning) {

    record Column(String field, String label, String type, boolean nullable) {

        static Column of(AvailableColumn column) {
            return new Column(column.name(), column.name(), column.dataType(), column.isNullable());
        }
    }

    static TablePreview of(DiscoveredTable table) {
        var fields = table.incrementalFields();
        return new TablePreview(
                table.name(),
                table.label(),
                false,
                true,
                table.description(),
                null,
                fields,
                table.hasCursor(),
                table.hasCursor(),
                null,
                table.xmin(),
                fields.isEmpty() ? null : fields.getFirst().field(),
                null,
                false,
                false,
                table.columns().stream().map(Column::of).toList(),
                table.primaryKeys(),
                null,
                table.rlsWarning());
    }
}
