package dev.hedgerow.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class OpenApiTest {

    /**
     * The reference lists the fields of a view or source as the body of every action on one; the actions have their
     * own.
     */
    private static final Pattern ACTION = Pattern.compile("warehouse_saved_queries/(:id/\\w+|resume_schedules)"
            + "|external_data_sources/(:id/\\w+|source_prefix|database_schema)");

    /** Of sources: their settings come as a payload today, and these are only shown. */
    private static final Set<String> NO_LONGER_SENT = Set.of("client_secret", "account_id", "job_inputs");

    /** Documented as a view; the specification knows better. */
    private static final String RESUMED = "{\"resumed\": []}";

    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    RestTestClient http;

    JsonNode api;

    @BeforeEach
    void description() {
        api = JSON.readTree(get("/api/schema/?format=json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/schema", "/api/schema/", "/api/schema/?format=yaml"})
    void theDescriptionIsYamlUnlessAskedForAsJson(String path) {
        var answer = http.get().uri(path).exchange().expectStatus().isOk();

        answer.expectHeader()
                .contentType(MediaType.APPLICATION_YAML)
                .expectBody(String.class)
                .value(yaml -> assertThat(yaml)
                        .startsWith("openapi: 3.1.0")
                        .contains("/api/projects/{project_id}/insight_variables"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/schema/swagger-ui", "/api/schema/swagger-ui/"})
    void thePageIsFoundWithAndWithoutItsSlash(String path) {
        http.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isFound()
                .expectHeader()
                .valueEquals("Location", "/api/schema/swagger-ui/index.html");
    }

    @Test
    void thePageReadsOurDescription() {
        assertThat(get("/api/schema/swagger-ui/index.html")).contains("swagger-initializer.js");
        assertThat(get("/api/schema/swagger-ui/swagger-initializer.js")).contains("/api/schema/openapi/swagger-config");
        assertThat(JSON.readTree(get("/api/schema/openapi/swagger-config"))
                        .path("url")
                        .stringValue())
                .isEqualTo("/api/schema/?format=json");
    }

    @Test
    void pathsThatAreNoneStayNotFound() {
        http.get().uri("/api/schema/nope").exchange().expectStatus().isNotFound();
        http.get()
                .uri("/api/schemas")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .json("""
                {"detail": "Endpoint not found."}
                """);
    }

    @Test
    void everyOperationSaysWhatItIsAndWhoMayCallIt() {
        var ids = new ArrayList<String>();
        for (var operation : operations()) {
            assertThat(operation.path("summary").stringValue(""))
                    .as(operation.toString())
                    .isNotBlank();
            assertThat(operation.path("tags").size()).isOne();
            assertThat(operation.has("security")).isTrue();
            assertThat(operation.path("responses").propertyNames()).contains("404", "405");
            ids.add(operation.path("operationId").stringValue());
        }

        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void whatTheFrameworkFillsInIsNoParameter() {
        var names = operations().stream()
                .flatMap(operation -> operation.path("parameters").valueStream())
                .map(parameter -> parameter.path("name").stringValue())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(names).doesNotContain("team", "caller", "organization", "root", "teamId", "paging", "changes");
    }

    @Test
    void everyPlaceInAPathIsAParameter() {
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().forEach(operation -> {
                    var places = Pattern.compile("\\{(\\w+)}")
                            .matcher(path.getKey())
                            .results()
                            .map(place -> place.group(1));

                    assertThat(values(operation.path("parameters"), "name")).containsAll(places.toList());
                    assertThat(path.getKey()).doesNotContain("{root}");
                }));
    }

    @Test
    void everyFieldHasItsNameOnTheWire() {
        var fields = api.path("components")
                .path("schemas")
                .valueStream()
                .flatMap(schema -> schema.path("properties").propertyNames().stream());

        // PostHog's own exceptions.
        var camels = Set.of("hasMore", "isValid", "isUsingIndices");
        assertThat(fields)
                .isNotEmpty()
                .allMatch(field -> camels.contains(field) || field.equals(field.toLowerCase(Locale.ROOT)));
    }

    @Test
    void aWriteIsDescribedInFull() {
        var create = api.at("/paths/~1api~1projects~1{project_id}~1insight_variables/post");

        assertThat(create.at("/security/0").toString()).isEqualTo("{\"PersonalAPIKey\":[\"insight_variable:write\"]}");
        assertThat(create.path("tags").toString()).isEqualTo("[\"insight_variables\"]");
        assertThat(create.at("/requestBody/content").propertyNames())
                .containsExactly("application/json", "application/x-www-form-urlencoded", "multipart/form-data");
        assertThat(create.path("responses").propertyNames())
                .containsExactlyInAnyOrder("201", "400", "401", "403", "404", "405", "415", "429");
        assertThat(schema("InsightVariableRequest").path("required").toString()).isEqualTo("[\"name\",\"type\"]");
        assertThat(schema("InsightVariableRequest").at("/properties/name").toString())
                .isEqualTo("{\"type\":\"string\",\"maxLength\":400,\"minLength\":1}");
        assertThat(schema("InsightVariableRequest").at("/properties/type/enum").toString())
                .isEqualTo("[\"String\",\"Number\",\"Boolean\",\"List\",\"Date\"]");
        assertThat(schema("PatchedInsightVariable").has("required")).isFalse();
    }

    @Test
    void anAnswerSaysWhichFieldsMayBeNull() {
        var folder = schema("Folder");

        assertThat(folder.path("required").valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrder("id", "name", "created_at", "created_by", "view_count", "user_access_level");
        assertThat(folder.at("/properties/created_by").toString())
                .isEqualTo("{\"anyOf\":[{\"$ref\":\"#/components/schemas/UserBasic\"},{\"type\":\"null\"}]}");
        assertThat(schema("UserBasic").at("/properties/is_email_verified/type").toString())
                .isEqualTo("[\"boolean\",\"null\"]");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        var references =
                api.findValues("$ref").stream().map(JsonNode::stringValue).collect(Collectors.toSet());

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(api.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }

    @TestFactory
    Stream<DynamicTest> everyDocumentedOperationIsDescribed() throws IOException {
        return JSON.readTree(read("contract/operations.json"))
                .valueStream()
                .flatMap(operation -> Stream.of("projects/{project_id}", "environments/{environment_id}")
                        .map(root -> DynamicTest.dynamicTest(
                                name(operation) + " in " + root, () -> assertDescribed(operation, root))));
    }

    private void assertDescribed(JsonNode documented, String root) {
        var path = "/api/" + root + "/" + rest(documented).replaceAll(":(\\w+)", "{$1}");
        var described = api.path("paths")
                .path(path.replaceAll("/$", ""))
                .path(documented.path("method").stringValue().toLowerCase(Locale.ROOT));

        assertThat(described.isMissingNode()).as("%s is not described", path).isFalse();
        assertThat(values(described.path("parameters"), "name"))
                .containsAll(values(documented.path("query_parameters"), "name"));
        if (!ACTION.matcher(rest(documented)).matches()) {
            var sent = new ArrayList<>(values(documented.path("request_fields"), "name"));
            sent.removeAll(NO_LONGER_SENT);
            assertThat(fields(described.path("requestBody"))).containsAll(sent);
        }
        var answer = described
                .path("responses")
                .valueStream()
                .filter(response -> response.has("description"))
                .max(Comparator.comparingInt(response -> fields(response).size()))
                .orElseThrow();
        var example =
                name(documented).endsWith("resume_schedules") ? JSON.readTree(RESUMED) : documented.path("example");
        assertThat(fields(answer)).containsAll(example.propertyNames());
        if (example.path("results").isArray()) {
            var row = resolved(resolved(answer).at("/properties/results/items"));
            assertThat(row.path("properties").propertyNames())
                    .containsAll(example.path("results").path(0).propertyNames());
        }
    }

    private List<JsonNode> operations() {
        return api.path("paths").valueStream().flatMap(JsonNode::valueStream).toList();
    }

    private JsonNode schema(String name) {
        return api.path("components").path("schemas").path(name);
    }

    /** The fields of a body, or of what a bare list holds. */
    private Set<String> fields(JsonNode body) {
        var schema = resolved(body);
        var object = schema.has("items") ? resolved(schema.path("items")) : schema;
        return Set.copyOf(object.path("properties").propertyNames());
    }

    private JsonNode resolved(JsonNode node) {
        var schema = node.has("content")
                ? node.path("content").path("application/json").path("schema")
                : node;
        return schema.has("$ref") ? api.at(schema.path("$ref").stringValue().substring(1)) : schema;
    }

    private static List<String> values(JsonNode list, String key) {
        return list.valueStream()
                .map(element -> element.path(key).stringValue())
                .toList();
    }

    private static String name(JsonNode operation) {
        return operation.path("method").stringValue() + " " + rest(operation);
    }

    private static String rest(JsonNode operation) {
        return operation.path("path").stringValue().split("/", 5)[4];
    }

    private static String read(String resource) throws IOException {
        return new ClassPathResource(resource).getContentAsString(UTF_8);
    }

    private String get(String path) {
        var bytes = http.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        return new String(Objects.requireNonNull(bytes), UTF_8);
    }
}
