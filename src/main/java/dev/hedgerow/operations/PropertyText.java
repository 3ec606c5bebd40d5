package dev.hedgerow.operations;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Values as somebody would type them: lists one by one, objects as JSON. */
final class PropertyText {

    private PropertyText() {}

    static Stream<String> of(JsonMapper json, @Nullable Object value) {
        return switch (value) {
            case null -> Stream.empty();
            case List<?> list -> list.stream().flatMap(element -> of(json, element));
            case Map<?, ?> map -> Stream.of(sorted(json, map));
            case String text
            when text.startsWith("[") || text.startsWith("{") || text.startsWith("\"") -> nested(json, text);
            default -> Stream.of(value.toString());
        };
    }

    /** A column of JSON hands its values over as text. */
    private static Stream<String> nested(JsonMapper json, String text) {
        try {
            return ofNode(json, json.readTree(text));
        } catch (JacksonException e) {
            return Stream.of(text);
        }
    }

    private static Stream<String> ofNode(JsonMapper json, JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> node.valueStream().flatMap(element -> ofNode(json, element));
            case OBJECT -> Stream.of(sorted(json, json.convertValue(node, TreeMap.class)));
            case NULL, MISSING -> Stream.empty();
            case STRING, NUMBER, BOOLEAN, BINARY, POJO -> Stream.of(node.asString());
        };
    }

    private static String sorted(JsonMapper json, Map<?, ?> map) {
        return json.writer()
                .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writeValueAsString(map);
    }
}
