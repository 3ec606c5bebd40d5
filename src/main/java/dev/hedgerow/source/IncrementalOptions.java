package dev.hedgerow.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a table could be synced, as its source is now. */
record IncrementalOptions(
        List<IncrementalField> incrementalFields,
        boolean incrementalAvailable,
        boolean appendAvailable,
        @Nullable Boolean cdcAvailable,
        @Nullable Boolean xminAvailable,
        boolean fullRefreshAvailable,
        boolean supportsWebhooks,
        boolean webhookOnly,
        List<TablePreview.Column> availableColumns,
        @Nullable List<String> detectedPrimaryKeys,
        boolean primaryKeyDetectionSupported) {

    static IncrementalOptions of(DiscoveredTable table, boolean captured) {
        return new IncrementalOptions(
                table.incrementalFields(),
                table.hasCursor(),
                table.hasCursor(),
                captured ? table.keyed() : null,
                table.xmin(),
                true,
                false,
                false,
                table.columns().stream().map(TablePreview.Column::of).toList(),
                table.primaryKeys(),
                true);
    }
}
