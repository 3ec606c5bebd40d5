package dev.hedgerow.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.wire.RawHttp.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServerTest
class HeadersTest {

    @Autowired
    Tenants tenants;

    Tenants.Tenant tenant;
    RawHttp nobody;
    RawHttp owner;

    @BeforeEach
    void callers(@LocalServerPort int port) {
        tenant = tenants.create();
        nobody = new RawHttp(port);
        owner = nobody.key(tenant.key());
    }

    static void assertCommon(Answer answer) {
        assertThat(answer.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Vary")).isEqualTo("origin, Cookie");
        for (var absent : new String[] {"Cache-Control", "ETag", "Last-Modified", "Pragma", "Expires", "Server"}) {
            assertThat(answer.header(absent)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"probe/", "nope/", "insight_variables/x/", "probe/?format=csv", "probe/broken", "probe/people"})
    void everyAnswerCarriesTheSameHeaders(String path) {
        for (var answer : new Answer[] {owner.get(tenant.path(path)), nobody.get(tenant.path(path))}) {
            assertCommon(answer);
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.header("Content-Length"))
                    .isEqualTo(String.valueOf(answer.body().length()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            insight_variables   | GET, POST, HEAD, OPTIONS
            insight_variables/x | GET, PUT, PATCH, DELETE, HEAD, OPTIONS
            probe/echo          | POST, PUT, PATCH, OPTIONS
            """)
    void everyAnswerOfARouteListsItsMethods(String path, String allow) {
        for (var method : new String[] {"GET", "OPTIONS", "PATCH"}) {
            assertThat(owner.send(method, tenant.path(path)).header("Allow")).isEqualTo(allow);
            assertThat(nobody.send(method, tenant.path(path)).header("Allow")).isEqualTo(allow);
        }
    }

    @Test
    void noContentHasNoType() {
        var answer = owner.send("DELETE", tenant.path("probe/"));

        assertCommon(answer);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("X-Content-Type-Options")).isEmpty();
        assertThat(answer.header("Content-Type")).isEmpty();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void jsonIsCompactUtf8WithNullsForWhatItCannotSay() {
        assertThat(owner.get(tenant.path("probe/numbers")).told())
                .isEqualTo("200 [null,1.5,\"2025-03-01T10:00:00.123456Z\",\"é😀\"]");
    }

    @Test
    void whatWeDidNotForeseeIsAServerErrorThatTellsNothing() {
        assertThat(owner.get(tenant.path("probe/broken")).told())
                .isEqualTo("500 {\"type\":\"server_error\",\"code\":\"error\","
                        + "\"detail\":\"A server error occurred.\",\"attr\":null}");
    }

    @ParameterizedTest
    @CsvSource({"environments,true", "projects,"})
    void environmentsPointToTheirSuccessor(String root, String deprecation) {
        var answer = owner.get("/api/%s/%d/probe/?a=%%20b".formatted(root, tenant.project()));

        var link = "</api/projects/%d/probe/?a=%%20b>; rel=\"successor-version\"".formatted(tenant.project());
        assertThat(answer.header("Deprecation")).isEqualTo(deprecation == null ? "" : deprecation);
        assertThat(answer.header("Link")).isEqualTo(deprecation == null ? "" : link);
    }

    @ParameterizedTest
    @ValueSource(strings = {"probe/", "probe/broken", "insight_variables/x"})
    void aHeadIsAGetWithoutItsBody(String path) {
        var get = owner.get(tenant.path(path));
        var head = owner.send("HEAD", tenant.path(path));

        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().stream().filter(header -> !header.startsWith("Date")))
                .containsExactlyInAnyOrderElementsOf(get.headers().stream()
                        .filter(header -> !header.startsWith("Date"))
                        .toList());
    }

    @Test
    void optionsTellsWhatARouteIsToThoseWhoMayReadIt() {
        var reader = nobody.key(tenants.key(tenant.owner(), "insight_variable:read"));
        var other = nobody.key(tenants.key(tenant.owner(), "query:read"));
        var variables = tenant.path("insight_variables/");

        assertThat(reader.send("OPTIONS", variables).told())
                .isEqualTo("200 {\"name\":\"Insight Variable List\",\"description\":\"\","
                        + "\"renders\":[\"application/json\"],\"parses\":[\"application/json\","
                        + "\"application/x-www-form-urlencoded\",\"multipart/form-data\"]}");
        assertThat(reader.send("OPTIONS", variables + "x/").body()).contains("\"Insight Variable Instance\"");
        assertThat(other.send("OPTIONS", variables).status()).isEqualTo(403);
        assertThat(nobody.send("OPTIONS", variables).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json",
                "application/json; indent=4",
                "text/html, */*;q=0.8",
                "???, application/json;q=0"
            })
    void anAcceptThatAllowsJsonIsSatisfied(String accept) {
        var answer = owner.with("Accept: " + accept).get(tenant.path("probe/"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml, text/*", "???"})
    void anAcceptThatDoesNotIsRefused(String accept) {
        assertThat(owner.with("Accept: " + accept).get(tenant.path("probe/")).told())
                .isEqualTo(Errors.NOT_ACCEPTABLE);
    }

    @Test
    void conditionsAreIgnored() {
        assertThat(owner.with("If-None-Match: *")
                        .with("If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT")
                        .get(tenant.path("probe/"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void everyOriginMayCallWithCredentials() {
        var origin = nobody.with("Origin: https://app.example.test");

        for (var path : new String[] {tenant.path("probe/"), tenant.path("nope/")}) {
            var answer = origin.get(path);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.test");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
            assertThat(answer.header("Access-Control-Expose-Headers")).isEmpty();
            assertThat(answer.header("Vary")).isEqualTo("origin, Cookie");
        }
        assertThat(owner.get(tenant.path("probe/")).header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void aPreflightIsAnsweredBeforeAnythingIsAsked() {
        var answer = nobody.with("Origin: https://app.example.test")
                .with("Access-Control-Request-Method: PATCH")
                .send("OPTIONS", tenant.path("nope/"));

        assertThat(answer.told()).isEqualTo("200");
        assertThat(answer.header("Content-Length")).isEqualTo("0");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.test");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("DELETE, GET, OPTIONS, PATCH, POST, PUT");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .isEqualTo("accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with, "
                        + "traceparent, request-id, request-context, x-amzn-trace-id, x-cloud-trace-context, "
                        + "Sentry-Trace, Baggage, x-highlight-request, x-datadome-clientid");
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("86400");
    }
}
