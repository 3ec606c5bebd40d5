package dev.hedgerow.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that failed and has not succeeded since. */
record HealthIssue(
        String id,
        @Nullable String name,
        String type,
        String status,
        @Nullable String error,
        @Nullable String failedAt,
        @Nullable String url,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sourceType,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String syncType) {

    /** All there are. */
    record Listing(List<HealthIssue> results, int count) {}
}
