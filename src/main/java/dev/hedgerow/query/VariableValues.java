package dev.hedgerow.query;

import dev.hedgerow.insightvariable.QueryVariables.QueryVariable;
import dev.hedgerow.query.QueryRequest.GivenVariable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What each variable stands for in one query: what was given for it, else its saved default. */
final class VariableValues {

    private VariableValues() {}

    static Map<String, @Nullable Object> of(
            List<QueryVariable> saved, Map<String, GivenVariable> given, ZoneId zone, Instant now) {
        var values = new HashMap<String, @Nullable Object>();
        given.forEach((name, variable) -> values.put(name, variable.isNull() ? null : plain(variable.value())));
        for (var variable : saved) {
            var own = given.get(variable.codeName());
            values.put(variable.codeName(), value(variable, own, zone, now));
        }
        return values;
    }

    private static @Nullable Object value(
            QueryVariable variable, @Nullable GivenVariable given, ZoneId zone, Instant now) {
        if (given != null && given.isNull()) {
            return variable.isMulti() ? List.of() : null;
        }
        var value = plain(given == null || given.value() == null ? variable.defaultValue() : given.value());
        if (variable.isList() && value instanceof List<?> options && !variable.isMulti()) {
            return options.isEmpty() ? null : options.getFirst();
        }
        if (variable.isMulti() && value != null && !(value instanceof List<?>)) {
            return List.of(value);
        }
        return variable.isDate() && value instanceof String text ? RelativeDate.resolve(text, zone, now) : value;
    }

    /** JSON as the compiler takes it; an object has no place in a query and is passed as its text. */
    static @Nullable Object plain(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> node.booleanValue();
            case NUMBER ->
                node.isIntegralNumber()
                        ? (node.canConvertToLong() ? (Object) node.longValue() : node.bigIntegerValue())
                        : (Object) node.doubleValue();
            case STRING -> node.stringValue();
            case ARRAY -> {
                var list = new ArrayList<@Nullable Object>(node.size());
                node.forEach(element -> list.add(plain(element)));
                yield list;
            }
            case OBJECT, BINARY, POJO -> node.toString();
        };
    }
}
