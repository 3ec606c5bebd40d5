package dev.hedgerow.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reference as data: what is documented, and what to send. */
final class Reference {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final JsonNode bodies = JSON.readTree(read("bodies.json"));

    Reference() {
        for (var documented : JSON.readTree(read("operations.json"))) {
            var parts = documented.path("path").stringValue().split("/", 5); // "", api, root, :id, rest
            var method = documented.path("method").stringValue();
            var operation = operations.computeIfAbsent(
                    method + " " + parts[4], _ -> new Operation(method, parts[4], new TreeMap<>(), new ArrayList<>()));
            operation
                    .statuses()
                    .put(parts[2], documented.at("/responses/0/status").intValue());
            if (documented.path("example").isObject()) {
                operation.examples().add(documented.path("example"));
            }
        }
        operations.values().forEach(this::correct);
        // Documented under one prefix only; under the other it answers as provision does there.
        Objects.requireNonNull(operations.get("POST data_warehouse/deprovision"))
                .statuses()
                .putIfAbsent("projects", 202);
    }

    /** Where the specification says that the documented body is not the real one. */
    private void correct(Operation operation) {
        body("ANSWER " + operation.name()).ifPresent(answer -> {
            operation.examples().clear();
            operation.examples().add(answer);
        });
    }

    List<Operation> operations() {
        return List.copyOf(operations.values());
    }

    /** What to send with an operation, with a name that nothing else has. */
    Optional<JsonNode> body(String operation) {
        return bodies.optional(operation)
                .map(body -> UUID.randomUUID()
                        .toString()
                        .transform(unique -> JSON.readTree(body.toString()
                                .replace("${unique}", unique)
                                .replace("${word}", "w" + unique.replace("-", "")))));
    }

    static JsonNode with(JsonNode body, String place, String value) {
        var quoted = JSON.writeValueAsString(value);
        return JSON.readTree(body.toString().replace(place, quoted.substring(1, quoted.length() - 1)));
    }

    /** The refusal that answers where the documented success needs a provider that no server here can have. */
    Optional<Integer> refused(String operation) {
        return bodies.path("REFUSED").optional(operation).map(JsonNode::intValue);
    }

    /** What to ask an operation that answers nothing unless asked. */
    String query(String operation) {
        return bodies.path("?").path(operation).asString("");
    }

    private static String read(String resource) {
        try (var stream = Reference.class.getResourceAsStream("/contract/" + resource)) {
            return new String(Objects.requireNonNull(stream, resource).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
