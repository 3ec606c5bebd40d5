package dev.hedgerow.insightvariable;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a client gets back; {@code created_by} is the bare user id here, unlike elsewhere. */
record InsightVariableResponse(
        UUID id,
        String name,
        InsightVariable.Type type,
        @Nullable JsonNode defaultValue,
        @Nullable Long createdBy,
        Instant createdAt,
        String codeName,
        @Nullable JsonNode values,
        boolean isMulti,
        @Nullable String valuesQuery,
        @Nullable UUID valuesQueryConnectionId) {

    /** A list shows its options by today's rules, however they were stored. */
    InsightVariableResponse {
        if (type == InsightVariable.Type.LIST) {
            defaultValue = ListOptions.shownDefault(defaultValue, isMulti);
            values = ListOptions.shown(values);
        }
    }

    static InsightVariableResponse of(InsightVariable saved) {
        return new InsightVariableResponse(
                saved.id(),
                saved.name(),
                saved.type(),
                saved.defaultValue(),
                saved.createdBy(),
                saved.createdAt(),
                saved.codeName(),
                saved.values(),
                saved.isMulti(),
                saved.valuesQuery(),
                saved.valuesQueryConnectionId());
    }
}
