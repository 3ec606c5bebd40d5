package dev.hedgerow.source;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a client sees of a source: secrets never. */
record SourceResponse(
        UUID id,
        Instant createdAt,
        @Nullable String createdBy,
        String createdVia,
        String status,
        @Nullable String clientSecret,
        @Nullable String accountId,
        String sourceType,
        @Nullable String latestError,
        @Nullable String prefix,
        @Nullable String description,
        AccessMethod accessMethod,
        boolean directQueryEnabled,
        boolean autoSyncNewSchemas,
        @Nullable List<String> autoSyncSchemaPatterns,
        @Nullable String engine,
        @Nullable String lastRunAt,
        List<SchemaResponse> schemas,
        @Nullable JsonNode jobInputs,
        RevenueAnalytics revenueAnalyticsConfig,
        String userAccessLevel,
        boolean supportsWebhooks,
        boolean supportsColumnSelection,
        String apiVersion,
        @Nullable JsonNode apiVersionDeprecation) {}
