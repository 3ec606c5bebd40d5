package dev.hedgerow.savedquery;

import dev.hedgerow.web.InvalidInput;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a materialized view is brought up to date in part.
 *
 * @param incrementalKey a column that grows: of it, only values from the greatest known one on are read
 * @param uniqueKey the columns that tell rows apart
 * @param lookbackSeconds how far before the greatest known value to begin
 */
record IncrementalSettings(
        boolean enabled,
        @Nullable @NotBlank String incrementalKey,
        @Nullable List<@NotBlank String> uniqueKey,
        @Nullable @Min(0) @Max(5_184_000) Long lookbackSeconds) {

    private static final Set<String> TIMES = Set.of("date", "datetime");
    private static final Set<String> NUMBERS = Set.of("integer", "float", "decimal");

    /** @throws InvalidInput naming what is missing, or no column of the view */
    void check(List<ViewColumn> columns) {
        if (!enabled) {
            return;
        }
        if (incrementalKey == null) {
            throw new InvalidInput("incremental__incremental_key", "required", "This field is required.");
        }
        if (uniqueKey == null) {
            throw new InvalidInput("incremental__unique_key", "required", "This field is required.");
        }
        if (uniqueKey.isEmpty()) {
            throw new InvalidInput("incremental__unique_key", "empty", "This list may not be empty.");
        }
        Stream.concat(Stream.of(incrementalKey), uniqueKey.stream())
                .filter(name ->
                        columns.stream().noneMatch(column -> column.name().equals(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidInput("incremental", "The view has no column named %s.".formatted(name));
                });
        var type = columns.stream()
                .filter(column -> column.name().equals(incrementalKey))
                .map(column -> column.shape().fieldType())
                .findFirst()
                .orElse("unknown");
        if (!isTime(type) && !isNumber(type)) {
            throw new InvalidInput(
                    "incremental__incremental_key", "%s must be a date, a time or a number.".formatted(incrementalKey));
        }
        if (lookback() > 0 && !isTime(type)) {
            throw new InvalidInput("incremental__lookback_seconds", "Only a date or a time can be looked back from.");
        }
    }

    static boolean isTime(String fieldType) {
        return TIMES.contains(fieldType);
    }

    static boolean isNumber(String fieldType) {
        return NUMBERS.contains(fieldType);
    }

    long lookback() {
        return lookbackSeconds == null ? 0 : lookbackSeconds;
    }
}
