package dev.hedgerow.insightvariable;

import dev.hedgerow.web.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The options of a list variable: an array of strings, whatever was sent or stored. */
final class ListOptions {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> KEYS = List.of("value", "label");

    private ListOptions() {}

    /** What is kept of {@code values} as sent: scalars as text, nulls dropped, anything but an array as no options. */
    static ArrayNode accepted(@Nullable JsonNode values) {
        var options = new ArrayList<String>();
        var elements = elements(values);
        for (int i = 0; i < elements.size(); i++) {
            var element = elements.get(i);
            if (element.isContainer()) {
                throw new InvalidInput(
                        "values",
                        ("List variable values must be strings or numbers (got %s at index %d). "
                                        + "Enter each value as plain text or a number.")
                                .formatted(element.isArray() ? "an array" : "an object", i));
            }
            if (!element.isNull()) {
                options.add(element.asString());
            }
        }
        return array(options);
    }

    /** What is shown of {@code values} as stored; rows of older servers hold option objects. */
    static ArrayNode shown(@Nullable JsonNode values) {
        return array(elements(values).stream()
                .map(ListOptions::option)
                .filter(Objects::nonNull)
                .toList());
    }

    /** The default as kept: an array when several may be chosen, else one text; one that was never set stays unset. */
    static @Nullable JsonNode acceptedDefault(@Nullable JsonNode value, boolean multi) {
        if (multi || value == null) {
            return shownDefault(value, multi);
        }
        var option = option(value.isArray() ? value.path(0) : value);
        return JSON.stringNode(option == null ? "" : option);
    }

    /** The default as shown, whatever was stored when the variable was of another kind. */
    static @Nullable JsonNode shownDefault(@Nullable JsonNode value, boolean multi) {
        if (multi) {
            return shown(
                    value == null || value.isArray() ? value : JSON.arrayNode().add(value));
        }
        var option = value == null ? null : option(value);
        return option == null ? null : JSON.stringNode(option);
    }

    private static List<JsonNode> elements(@Nullable JsonNode values) {
        return values instanceof ArrayNode array ? List.copyOf(array.values()) : List.of();
    }

    private static ArrayNode array(List<String> options) {
        var array = JSON.arrayNode(options.size());
        options.forEach(array::add);
        return array;
    }

    /** One option as text: a scalar itself, an object by its value or else its label, anything else as its JSON. */
    private static @Nullable String option(JsonNode element) {
        if (element.isNull() || element.isMissingNode()) {
            return null;
        }
        if (element.isValueNode()) {
            return element.asString();
        }
        return KEYS.stream()
                .map(element::path)
                .filter(inner -> inner.isValueNode() && !inner.isNull())
                .map(JsonNode::asString)
                .findFirst()
                .orElseGet(element::toString);
    }
}
