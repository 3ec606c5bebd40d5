package dev.hedgerow.savedquery;

import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.PythonType;
import tools.jackson.databind.JsonNode;

/** The query of a view as clients send it: an object around the text. */
final class ViewQuery {

    private ViewQuery() {}

    /**
     * The HogQL inside.
     *
     * @throws InvalidInput when there is none
     */
    static String textOf(JsonNode query) {
        if (!query.isObject()) {
            throw new InvalidInput("query", """
                    Query must be a JSON object with a "query" key, got %s. \
                    Example: {"kind": "HogQLQuery", "query": "SELECT ..."}""".formatted(PythonType.of(query)));
        }
        var text = query.path("query");
        if (!text.isString() || text.stringValue().isBlank()) {
            throw new InvalidInput("query", "Query object must contain a non-empty \"query\" key with the SQL string.");
        }
        return text.stringValue();
    }
}
