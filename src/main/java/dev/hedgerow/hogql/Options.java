package dev.hedgerow.hogql;

import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a query is compiled with besides the tables.
 *
 * @param zone the project's time zone
 * @param variables the values of {@code {variables.name}}: text, number, boolean, null, or a list of these
 * @param values the values of other placeholders, by their dotted names
 * @param limit rows to return of a query without LIMIT
 * @param offset rows to skip of a query without LIMIT
 * @param maximum rows to return at the most, whatever the query says
 */
public record Options(
        String zone,
        Map<String, @Nullable Object> variables,
        Map<String, @Nullable Object> values,
        OptionalLong limit,
        OptionalLong offset,
        OptionalLong maximum) {

    /** No placeholders, no limits. */
    public static final Options NONE =
            new Options("UTC", Map.of(), Map.of(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public Options in(String zone) {
        return new Options(zone, variables, values, limit, offset, maximum);
    }

    public Options with(Map<String, @Nullable Object> variables) {
        return new Options(zone, variables, values, limit, offset, maximum);
    }

    public Options withValues(Map<String, @Nullable Object> values) {
        return new Options(zone, variables, values, limit, offset, maximum);
    }

    public Options limited(long limit, long offset, long maximum) {
        return new Options(
                zone, variables, values, OptionalLong.of(limit), OptionalLong.of(offset), OptionalLong.of(maximum));
    }
}
