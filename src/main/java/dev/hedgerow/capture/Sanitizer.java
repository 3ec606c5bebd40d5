package dev.hedgerow.capture;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Makes JSON storable: JSON may spell characters that no database takes (NUL, halves of surrogate pairs), which become
 * U+FFFD, and numbers that no double holds, which are refused.
 */
final class Sanitizer {

    private static final char REPLACEMENT = '\uFFFD';

    private Sanitizer() {}

    static void clean(JsonNode node) {
        switch (node) {
            case ObjectNode object -> cleanObject(object);
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, cleaned(array.get(i)));
                }
            }
            default -> cleaned(node);
        }
    }

    static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnstorable(text, i)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static void cleanObject(ObjectNode object) {
        var renamed = false;
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            property.setValue(cleaned(property.getValue()));
            renamed |= !clean(property.getKey()).equals(property.getKey());
        }
        if (renamed) {
            var properties = List.copyOf(object.properties());
            object.removeAll();
            properties.forEach(property -> object.set(clean(property.getKey()), property.getValue()));
        }
    }

    private static JsonNode cleaned(JsonNode node) {
        if (node instanceof StringNode) {
            var text = node.stringValue();
            var cleaned = clean(text);
            return cleaned.equals(text) ? node : StringNode.valueOf(cleaned);
        }
        if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
            throw CaptureRefused.invalid("failed to parse request: number out of range");
        }
        if (node.isContainer()) {
            clean(node);
        }
        return node;
    }

    private static String replaced(String text) {
        var cleaned = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (isUnstorable(text, i)) {
                cleaned.setCharAt(i, REPLACEMENT);
            }
        }
        return cleaned.toString();
    }

    private static boolean isUnstorable(String text, int i) {
        var c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return c == 0 || (Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1))));
    }
}
