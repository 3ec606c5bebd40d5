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

    static InsightVariableResponse of(InsightVariable saved) {
        var isList = saved.type() == InsightVariable.Type.LIST;
        return new InsightVariableResponse(
                saved.id(),
                saved.name(),
                saved.type(),
                isList ? ListOptions.shownDefault(saved.defaultValue(), saved.isMulti()) : saved.defaultValue(),
                saved.createdBy(),
                saved.createdAt(),
                saved.codeName(),
                isList ? ListOptions.shown(saved.values()) : saved.values(),
                saved.isMulti(),
                saved.valuesQuery(),
                saved.valuesQueryConnectionId());
    }
}
