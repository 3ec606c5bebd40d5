package dev.hedgerow.source;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client sends to create a source.
 *
 * @param payload the connection settings of the type, and {@code schemas}: which tables to sync and how
 */
record SourceRequest(
        @NotBlank String sourceType,
        Map<String, JsonNode> payload,
        @Nullable @Size(max = 100) String prefix,
        @Nullable @Size(max = 400) String description,
        @Nullable AccessMethod accessMethod,
        @Nullable CreatedVia createdVia,
        @Nullable Boolean directQueryEnabled,
        @Nullable String accountId) {

    AccessMethod access() {
        return accessMethod == null ? AccessMethod.WAREHOUSE : accessMethod;
    }

    /** The same, whatever it says about tables. */
    SourceRequest withAllTables() {
        var settings = new HashMap<>(payload);
        settings.remove("schemas");
        return new SourceRequest(
                sourceType, settings, prefix, description, accessMethod, createdVia, directQueryEnabled, accountId);
    }
}
