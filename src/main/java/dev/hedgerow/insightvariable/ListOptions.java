package dev.hedgerow.insightvariable;

import dev.hedgerow.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The options of a list variable: an array of strings, whatever was sent or stored. */
final class ListOptions {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ListOptions() {}

    /** What is kept of {@code values} as sent: scalars as text, nulls dropped, anything but an array as no options. */
    static ArrayNode accepted(@Nullable JsonNode values) {
        var options = JSON.arrayNode();
        if (values == null || !values.isArray()) {
            return options;
        }
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            if (value.isContainer()) {
                throw new InvalidInput(
                        "values",
                        "List variable values must be strings or numbers (got an %s at index %d)"
                                .formatted(value.isArray() ? "array" : "object", i));
            }
            if (!value.isNull()) {
                options.add(value.asString());
            }
        }
        return options;
    }

    /**
     * What is shown of {@code values} as stored; rows of older servers hold option objects with a value and a label.
     */
    static ArrayNode shown(@Nullable JsonNode values) {
        var options = JSON.arrayNode();
        if (values != null && values.isArray()) {
            values.forEach(value -> {
                var option = value.isObject() ? value.path(value.has("value") ? "value" : "label") : value;
                if (option.isValueNode() && !option.isNull()) {
                    options.add(option.asString());
                }
            });
        }
        return options;
    }

    /** The default of a list: an array when several may be chosen, else one text; not set stays not set. */
    static @Nullable JsonNode acceptedDefault(@Nullable JsonNode value, boolean multi) {
        if (value == null) {
            return null;
        }
        if (multi) {
            return accepted(value.isArray() ? value : JSON.arrayNode().add(value));
        }
        var single = value.isArray() ? value.path(0) : value;
        return JSON.stringNode(single.isValueNode() && !single.isNull() ? single.asString() : "");
    }
}
