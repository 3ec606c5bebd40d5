package dev.hedgerow.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hedgerow.hogql.Checked;
import dev.hedgerow.hogql.HogQlException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be said of a query without running it, for editors. */
record QueryMetadata(
        List<Notice> errors,
        @JsonProperty("isUsingIndices") @Nullable String isUsingIndices,
        @JsonProperty("isValid") boolean isValid,
        List<Notice> notices,
        String query,
        List<String> tableNames,
        List<Notice> warnings) {

    /**
     * A remark on a part of the text.
     *
     * @param start its first character, counted in code points
     * @param end one past its last character
     */
    record Notice(int end, @Nullable String fix, String message, int start) {

        static Notice of(HogQlException error) {
            return new Notice(error.end(), null, String.valueOf(error.getMessage()), error.start());
        }
    }

    static QueryMetadata of(String query, Checked checked) {
        return new QueryMetadata(
                checked.errors().stream().map(Notice::of).toList(),
                null,
                checked.errors().isEmpty(),
                List.of(),
                query,
                List.copyOf(checked.tables()),
                List.of());
    }
}
