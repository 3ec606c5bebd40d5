package dev.hedgerow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hedgerow.Tenants.Tenant;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** What every test of a resource does: call it as a tenant, and read what it answers. */
public final class Calls {

    private Calls() {}

    /** Sends JSON to a path below the tenant's project. */
    public static ResponseSpec send(RestTestClient http, Tenant tenant, HttpMethod method, String path, String body) {
        return http.method(method)
                .uri(tenant.path(path))
                .header("Authorization", "Bearer " + tenant.key())
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    /** The body to the letter. */
    public static String text(ResponseSpec answer) {
        var bytes = answer.expectBody().returnResult().getResponseBodyContent();
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    /** The answer refuses one field, or, where {@code attr} is {@code null}, the whole. */
    public static void assertRefused(ResponseSpec answer, String code, String detail, String attr) {
        answer.expectStatus()
                .isBadRequest()
                .expectBody()
                .json(
                        """
                {"type": "validation_error", "code": "%s", "detail": "%s", "attr": %s}
                """.formatted(code, detail, attr.equals("null") ? attr : "\"" + attr + "\""),
                        JsonCompareMode.STRICT);
    }

    public static void assertNotFound(ResponseSpec answer) {
        answer.expectStatus().isNotFound().expectBody().json("""
                {"type": "invalid_request", "code": "not_found", "detail": "Not found.", "attr": null}
                """, JsonCompareMode.STRICT);
    }
}
