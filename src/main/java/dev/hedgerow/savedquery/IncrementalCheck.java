package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import dev.hedgerow.query.InvalidView;
import dev.hedgerow.query.ViewCompiler;
import dev.hedgerow.web.InvalidInput;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says whether a query could be a view that is brought up to date in part, and by which columns, without saving it. */
@Component
class IncrementalCheck {

    private static final Set<String> DISCRETE = Set.of("integer", "string", "date", "datetime");
    private static final Pattern ID = Pattern.compile("(^|_)(uu)?id$");

    private final ViewCompiler compiler;

    IncrementalCheck(ViewCompiler compiler) {
        this.compiler = compiler;
    }

    /** A query and, as far as they are chosen, the settings it is to have. */
    record Request(
            @NotBlank @Size(max = 256 * 1024) String query,
            @Nullable @NotBlank String incrementalKey,
            @Nullable List<@NotBlank String> uniqueKey,
            @Nullable @Min(0) @Max(5_184_000) Long lookbackSeconds) {}

    /**
     * What there is to know before the settings are chosen.
     *
     * @param keyCandidates columns that can be the incremental key, times first: they allow a lookback
     * @param uniqueKeyCandidates columns whose values can tell rows apart, names of ids first
     * @param keyCandidateTypes of the first, in ClickHouse's notation
     * @param blockers why it cannot be, or not with these settings
     * @param warnings what such a view would not notice
     */
    record Answer(
            boolean eligible,
            List<String> keyCandidates,
            List<String> uniqueKeyCandidates,
            Map<String, String> keyCandidateTypes,
            List<String> blockers,
            List<String> warnings) {}

    Answer of(Team team, Request request) {
        try {
            return of(ViewColumns.of(compiler.check(team, request.query()), null), request);
        } catch (InvalidView refused) {
            return new Answer(
                    false, List.of(), List.of(), Map.of(), List.of(String.valueOf(refused.getMessage())), List.of());
        }
    }

    private static Answer of(List<ViewColumn> columns, Request request) {
        var keys = Stream.concat(
                        columns.stream().filter(column -> IncrementalSettings.isTime(type(column))),
                        columns.stream().filter(column -> IncrementalSettings.isNumber(type(column))))
                .toList();
        var blockers = new ArrayList<String>();
        if (keys.isEmpty()) {
            blockers.add("No column is a date, a time or a number, so none can be the incremental key.");
        }
        objection(request, columns).ifPresent(blockers::add);
        var types = new LinkedHashMap<String, String>();
        keys.forEach(key -> types.put(key.name(), key.type()));
        return new Answer(
                blockers.isEmpty(),
                List.copyOf(types.keySet()),
                uniqueKeys(columns),
                types,
                blockers,
                warnings(request, columns));
    }

    /** What is wrong with the settings, once both keys are chosen. */
    private static Optional<String> objection(Request request, List<ViewColumn> columns) {
        if (request.incrementalKey() == null || request.uniqueKey() == null) {
            return Optional.empty();
        }
        try {
            new IncrementalSettings(true, request.incrementalKey(), request.uniqueKey(), request.lookbackSeconds())
                    .check(columns);
            return Optional.empty();
        } catch (InvalidInput refused) {
            return Optional.of(refused.error().detail());
        }
    }

    private static List<String> uniqueKeys(List<ViewColumn> columns) {
        return columns.stream()
                .filter(column -> DISCRETE.contains(type(column)))
                .map(ViewColumn::name)
                .sorted(Comparator.comparing(name -> !ID.matcher(name).find()))
                .toList();
    }

    private static List<String> warnings(Request request, List<ViewColumn> columns) {
        var key = request.incrementalKey();
        var looksBack = request.lookbackSeconds() != null && request.lookbackSeconds() > 0;
        return key == null
                        || looksBack
                        || columns.stream().noneMatch(column -> column.name().equals(key))
                ? List.of()
                : List.of(
                        "Rows that come or change with an earlier %s than the latest are not noticed without a lookback."
                                .formatted(key));
    }

    private static String type(ViewColumn column) {
        return column.shape().fieldType();
    }
}
