package dev.hedgerow.source;

import static dev.hedgerow.Calls.text;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.Calls;
import dev.hedgerow.Tenants.Tenant;
import dev.hedgerow.database.SourcePostgres;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.json.JsonMapper;

/** Calls to sources and schemas, as a tenant with a database of their own to sync. */
record SourceCalls(RestTestClient http, Tenant tenant, SourcePostgres.Database database) {

    static final String SOURCES = "external_data_sources/";
    static final String SCHEMAS = "external_data_schemas/";
    static final JsonMapper JSON = new JsonMapper();

    ResponseSpec send(HttpMethod method, String path, String body) {
        return Calls.send(http, tenant, method, path, body);
    }

    ResponseSpec get(String path) {
        return send(GET, path, "");
    }

    /** A body that creates a source in the schema {@code public} of the database. */
    String source(String prefix, List<Map<String, Object>> schemas) {
        return source(prefix, Map.of("schema", "public"), schemas);
    }

    String source(String prefix, Map<String, Object> settings, List<Map<String, Object>> schemas) {
        var payload = new HashMap<>(database.settings());
        payload.putAll(settings);
        if (!schemas.isEmpty()) {
            payload.put("schemas", schemas);
        }
        return JSON.writeValueAsString(Map.of("source_type", "Postgres", "prefix", prefix, "payload", payload));
    }

    static Map<String, Object> table(String name, Object... settings) {
        var table = new HashMap<String, Object>(Map.of("name", name, "should_sync", true));
        for (int i = 0; i < settings.length; i += 2) {
            table.put((String) settings[i], settings[i + 1]);
        }
        return table;
    }

    static Map<String, Object> incremental(String name, String field, String type) {
        return table(name, "sync_type", "incremental", "incremental_field", field, "incremental_field_type", type);
    }

    /** Creates the source and returns its id. */
    String create(String body) {
        return JsonPath.read(text(send(POST, SOURCES, body).expectStatus().isCreated()), "$.id");
    }

    /** A field of the schema of this name. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // as JsonPath has it
    <T> @Nullable T schema(String source, String name, String field) {
        var schemas = JsonPath.<List<T>>read(
                text(get(SOURCES + source).expectStatus().isOk()),
                "$.schemas[?(@.name=='%s')].%s".formatted(name, field));
        return schemas.isEmpty() ? null : schemas.getFirst();
    }

    List<List<Object>> query(String hogql) {
        return JsonPath.read(
                text(send(
                                POST,
                                "query/",
                                JSON.writeValueAsString(Map.of(
                                        "query",
                                        Map.of("kind", "HogQLQuery", "query", hogql),
                                        "refresh",
                                        "force_blocking")))
                        .expectStatus()
                        .isOk()),
                "$.results");
    }
}
