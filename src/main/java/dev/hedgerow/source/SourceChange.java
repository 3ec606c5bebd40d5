package dev.hedgerow.source;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What of a source can be changed; clients send the whole source back, and the rest of it is ignored. */
record SourceChange(
        @Nullable @Size(max = 400) String description,
        @Nullable @Size(max = 100) String prefix,
        @Nullable JsonNode accessMethod,
        @Nullable JsonNode jobInputs,
        @Nullable Boolean directQueryEnabled,
        @Nullable Boolean autoSyncNewSchemas,
        @Nullable List<@Size(max = 250) String> autoSyncSchemaPatterns) {

    static SourceChange of(Source saved) {
        return new SourceChange(
                saved.description(),
                saved.prefix(),
                null,
                null,
                saved.isDirectQueryEnabled(),
                saved.autoSyncsNewSchemas(),
                saved.autoSyncSchemaPatterns());
    }
}
