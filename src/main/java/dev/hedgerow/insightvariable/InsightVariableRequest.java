package dev.hedgerow.insightvariable;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a client may set. */
record InsightVariableRequest(
        @NotBlank @Size(max = 400) String name,
        InsightVariable.Type type,
        @Nullable JsonNode defaultValue,
        @Nullable JsonNode values,
        @Nullable Boolean isMulti,
        @Nullable @Size(max = 65_536) String valuesQuery,
        @Nullable UUID valuesQueryConnectionId) {

    static InsightVariableRequest of(InsightVariable saved) {
        return new InsightVariableRequest(
                saved.name(),
                saved.type(),
                saved.defaultValue(),
                saved.values(),
                saved.isMulti(),
                saved.valuesQuery(),
                saved.valuesQueryConnectionId());
    }
}
