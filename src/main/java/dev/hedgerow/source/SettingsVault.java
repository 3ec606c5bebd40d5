package dev.hedgerow.source;

import dev.hedgerow.secrets.FieldCipher;
import java.util.UUID;
import java.util.function.BinaryOperator;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Encrypts and decrypts the settings of a source, value by value; their names stay readable. */
@Component
class SettingsVault {

    private final FieldCipher cipher;

    SettingsVault(FieldCipher cipher) {
        this.cipher = cipher;
    }

    JsonNode seal(UUID source, Settings settings) {
        return mapped(settings.values(), place(source), cipher::seal);
    }

    Settings open(UUID source, JsonNode sealed) {
        return new Settings((ObjectNode) mapped(sealed, place(source), cipher::open));
    }

    /** Whether any value is encrypted under another key than the current one. */
    boolean isStale(JsonNode sealed) {
        return sealed.isString()
                ? !sealed.stringValue().startsWith(cipher.currentPrefix())
                : sealed.valueStream().anyMatch(this::isStale);
    }

    private static String place(UUID source) {
        return "external_data_source " + source;
    }

    private static JsonNode mapped(JsonNode value, String place, BinaryOperator<String> cipher) {
        return switch (value.getNodeType()) {
            case OBJECT -> {
                var object = JsonNodeFactory.instance.objectNode();
                value.properties()
                        .forEach(entry -> object.set(
                                entry.getKey(), mapped(entry.getValue(), place + "." + entry.getKey(), cipher)));
                yield object;
            }
            case ARRAY -> {
                var array = JsonNodeFactory.instance.arrayNode();
                value.forEach(element -> array.add(mapped(element, place + "[]", cipher)));
                yield array;
            }
            case STRING -> JsonNodeFactory.instance.stringNode(cipher.apply(value.stringValue(), place));
            case BINARY, BOOLEAN, MISSING, NULL, NUMBER, POJO -> value;
        };
    }
}
