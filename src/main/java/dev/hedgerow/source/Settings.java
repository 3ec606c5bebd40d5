package dev.hedgerow.source;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How to reach a source, secrets and all: never to be printed. Single values are text, as they come back on reads. */
record Settings(ObjectNode values) {

    private static final JsonMapper JSON = new JsonMapper();

    /** What a client sent, with every single value as the text that Python would make of it. */
    static Settings of(ObjectNode sent) {
        return new Settings((ObjectNode) texts(sent));
    }

    private static JsonNode texts(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> {
                var object = JsonNodeFactory.instance.objectNode();
                value.properties().forEach(entry -> object.set(entry.getKey(), texts(entry.getValue())));
                yield object;
            }
            case ARRAY -> {
                var array = JsonNodeFactory.instance.arrayNode();
                value.forEach(element -> array.add(texts(element)));
                yield array;
            }
            case BOOLEAN -> JsonNodeFactory.instance.stringNode(value.booleanValue() ? "True" : "False");
            case NUMBER -> JsonNodeFactory.instance.stringNode(value.asString());
            case BINARY, MISSING, NULL, POJO, STRING -> value;
        };
    }

    /** As connectors take them. */
    Map<String, Object> asMap() {
        return JSON.convertValue(values, new TypeReference<>() {});
    }

    /** The same with the key by which the host of the SSH tunnel is to be known. */
    Settings knowing(String hostKey) {
        var known = values.deepCopy();
        known.withObject("ssh_tunnel").put("host_key", hostKey);
        return new Settings(known);
    }

    @Override
    public String toString() {
        return "Settings" + values.propertyNames() + " (values hidden)";
    }
}
