package dev.hedgerow.account;

import dev.hedgerow.Tenants;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who calls the server and reads what it answers. */
record Http(RestTestClient client) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Http anonymous(RestTestClient client) {
        return new Http(client);
    }

    static Http with(RestTestClient client, HttpHeaders credentials) {
        return new Http(client.mutate()
                .defaultHeaders(headers -> headers.addAll(credentials))
                .build());
    }

    static Http withKey(RestTestClient client, String key) {
        return with(client, Tenants.bearer(key));
    }

    JsonNode get(String path, int status) {
        return send(HttpMethod.GET, path, "", status);
    }

    JsonNode post(String path, String body, int status) {
        return send(HttpMethod.POST, path, body, status);
    }

    JsonNode patch(String path, String body, int status) {
        return send(HttpMethod.PATCH, path, body, status);
    }

    JsonNode delete(String path, int status) {
        return send(HttpMethod.DELETE, path, "", status);
    }

    JsonNode send(HttpMethod method, String path, String body, int status) {
        var answer = exchange(method, path, body)
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JSON.readTree(answer == null ? "null" : answer);
    }

    RestTestClient.ResponseSpec exchange(HttpMethod method, String path, String body) {
        return client.method(method)
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    /** The error body in one line, for tables: code, detail, field. */
    static String error(JsonNode body) {
        return "%s: %s (%s)"
                .formatted(
                        body.get("code").stringValue(),
                        body.get("detail").stringValue(),
                        body.get("attr").asString("-"));
    }
}
