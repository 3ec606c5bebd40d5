package dev.hedgerow.source;

import dev.hedgerow.connector.Connectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * All types of source there are, read at the start from a file; those that nothing here connects to are announced only.
 */
@Component
class SourceTypes {

    /** Keys travel in camel case here, unlike everywhere else. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(tools.jackson.databind.MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private final Map<String, SourceType> types = new LinkedHashMap<>();

    SourceTypes(Connectors connectors) {
        for (var type : read()) {
            types.put(type.name(), connectors.find(type.name()).isPresent() ? type : type.unreleased());
        }
    }

    Optional<SourceType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** The types that can be connected to. */
    List<SourceType> connected() {
        return types.values().stream().filter(type -> !type.isUnreleased()).toList();
    }

    /** The types of these names, or all, each under its name. */
    ObjectNode wizard(List<String> names) {
        var wizard = JSON.createObjectNode();
        types.values().stream()
                .filter(type -> names.isEmpty() || names.contains(type.name()))
                .forEach(type -> wizard.set(type.name(), JSON.<JsonNode>valueToTree(type)));
        return wizard;
    }

    private static List<SourceType> read() {
        try (var file = new ClassPathResource("source/types.json").getInputStream()) {
            return JSON.readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
