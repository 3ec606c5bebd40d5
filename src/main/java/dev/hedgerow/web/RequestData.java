package dev.hedgerow.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request carries in its body: a JSON value, or the fields of a form. A form field is the list of its values,
 * all of them text.
 */
public record RequestData(JsonNode value, boolean form) {

    /** The text of a top-level field, if the body has it. */
    public @Nullable String text(String field) {
        var node = value.isObject() ? value.get(field) : null;
        if (node != null && node.isArray() && form) {
            return node.get(node.size() - 1).stringValue();
        }
        return node != null && node.isString() ? node.stringValue() : null;
    }

    /** The body as the object that nearly every route wants. */
    ObjectNode object() {
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (value.isNull()) {
            throw new InvalidInput(null, "null", "No data provided");
        }
        throw new InvalidInput(
                null, "Invalid data. Expected a dictionary, but got %s.".formatted(PythonType.of(value)));
    }
}
