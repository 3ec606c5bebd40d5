package dev.hedgerow.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Asks a server for everything the reference documents, in every spelling of its path. */
public abstract class ContractSuite {

    private static final List<String> ROOTS = List.of("projects", "environments");
    private static final List<String> SLASHES = List.of("", "/");
    private static final String SOURCE = "${source.id}";

    private final Reference reference = new Reference();

    protected abstract Target target();

    @TestFactory
    Stream<DynamicTest> whatIsDocumentedAnswersAsDocumented() {
        var client = new Client(target());
        return reference.operations().stream()
                .flatMap(operation -> ROOTS.stream()
                        .flatMap(root -> SLASHES.stream()
                                .map(slash -> DynamicTest.dynamicTest(
                                        "%s %s/%s%s".formatted(operation.method(), root, operation.rest(), slash),
                                        () -> assertKept(client, operation, root, slash)))));
    }

    private void assertKept(Client client, Operation operation, String root, String slash) {
        var id = create(client, operation);
        new ManagedWarehouse(client, reference).prepare(operation);
        var path = operation.rest().replace(":id", id) + slash + reference.query(operation.name());

        var answer = client.send(
                operation.method(), root, path, body(client, operation.name()).orElse(null));

        assertThat(answer.status())
                .as(answer.text())
                .isEqualTo(reference.refused(operation.name()).orElse(operation.status(root)));
        if (operation.examples().isEmpty() && answer.status() == 204) {
            assertThat(answer.text()).isEmpty();
        }
        operation.examples().forEach(example -> assertHasKeysOf(example, answer.body()));
    }

    /** An object to look at, change or delete: a fresh one, or one the server has where clients cannot make any. */
    private String create(Client client, Operation operation) {
        var collection = operation.collection();
        var body = body(client, "CREATE FOR " + operation.name()).or(() -> body(client, "POST " + collection));
        if (body.isEmpty()) {
            var list = client.send("GET", "projects", collection + "/", null);
            return list.status() == 200
                    ? list.body().at("/results/0/id").asString()
                    : UUID.randomUUID().toString();
        }
        var created = client.send("POST", "projects", collection + "/", body.get());
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        var id = created.body().path("id").stringValue();
        reference
                .body("BEFORE " + operation.name())
                .ifPresent(path ->
                        client.send("POST", "projects", path.stringValue().replace(":id", id), null));
        return id;
    }

    /** What to send, with the target's source and a source made of it where it asks for them. */
    private Optional<JsonNode> body(Client client, String operation) {
        return reference.body(operation).map(body -> {
            var complete = client.withSource(body);
            return complete.toString().contains(SOURCE)
                    ? Reference.with(complete, SOURCE, createSource(client))
                    : complete;
        });
    }

    private String createSource(Client client) {
        var body = body(client, "POST external_data_sources").orElseThrow();
        return client.send("POST", "projects", "external_data_sources/", body)
                .body()
                .path("id")
                .stringValue();
    }

    /** Every documented key is there, in the documented order; where a list answers, in its first element. */
    private static void assertHasKeysOf(JsonNode example, JsonNode answer) {
        if (example.isObject() && answer.isArray()) {
            assertThat(answer.size()).as("a list with something to look at").isPositive();
            assertHasKeysOf(example, answer.get(0));
        } else if (example.isArray() && answer.isArray()) {
            example.valueStream().limit(1).forEach(first -> {
                assertThat(answer.size()).as("a list with something to look at").isPositive();
                assertHasKeysOf(first, answer.get(0));
            });
        } else if (example.isObject() && !example.isEmpty() && !answer.isNull()) {
            assertThat(answer.propertyNames()).containsSubsequence(example.propertyNames());
            example.properties().forEach(entry -> assertHasKeysOf(entry.getValue(), answer.get(entry.getKey())));
        }
    }
}
