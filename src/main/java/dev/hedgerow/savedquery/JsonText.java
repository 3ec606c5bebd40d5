package dev.hedgerow.savedquery;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps JSON as text, with its keys in the order in which they came. */
@Converter
class JsonText implements AttributeConverter<JsonNode, String> {

    private final JsonMapper json;

    JsonText(JsonMapper json) {
        this.json = json;
    }

    @Override
    public String convertToDatabaseColumn(JsonNode value) {
        return value.toString();
    }

    @Override
    public JsonNode convertToEntityAttribute(String text) {
        return json.readTree(text);
    }
}
