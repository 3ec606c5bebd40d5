package dev.hedgerow.wire;

import static dev.hedgerow.wire.Errors.input;
import static dev.hedgerow.wire.Errors.invalid;
import static dev.hedgerow.wire.Errors.unsupported;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.wire.RawHttp.Answer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServerTest
class BodiesTest {

    static final String JSON = "application/json";
    static final int LIMIT = 20 * 1024 * 1024;
    static final String TOO_LARGE = invalid(
            413, "request_too_large", "The request body is larger than the 20971520 bytes this server accepts.");

    Tenants.Tenant tenant;
    RawHttp owner;
    String echo;

    @BeforeEach
    void callers(@Autowired Tenants tenants, @LocalServerPort int port) {
        tenant = tenants.create();
        owner = new RawHttp(port).key(tenant.key());
        echo = tenant.path("probe/echo/");
    }

    Answer create(String body) {
        return owner.send("POST", tenant.path("insight_variables/"), JSON, body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH"})
    void everyWriteTakesJsonAndBothForms(String method) {
        var parts = """
                --b\r
                Content-Disposition: form-data; name="name"\r
                \r
                né\r
                --b\r
                Content-Disposition: form-data; name="file"; filename="x"\r
                \r
                data\r
                --b--\r
                """;

        assertThat(owner.send(method, echo, "Application/JSON; charset=latin1", "{\"name\":\"né\"}")
                        .told())
                .isEqualTo("200 {\"name\":\"né\"}");
        assertThat(owner.send(method, echo, "application/x-www-form-urlencoded", "name=n%C3%A9&a=1&a=2+3&b")
                        .told())
                .isEqualTo("200 {\"a\":[\"1\",\"2 3\"],\"b\":[\"\"],\"name\":[\"né\"]}");
        assertThat(owner.send(method, echo, "multipart/form-data; boundary=b", parts)
                        .told())
                .isEqualTo("200 {\"name\":[\"né\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "text/plain", "application/json", "multipart/form-data; boundary=b", "multipart/form-data"})
    void anEmptyBodyOfAnyTypeIsAnEmptyObject(String type) {
        assertThat(owner.send("POST", echo, type, "").told()).isEqualTo("200 {}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "text/plain; charset=utf-8", "application/vnd.api+json", "nonsense"})
    void anotherTypeIsUnsupported(String type) {
        assertThat(owner.send("PATCH", echo, type, "{}").told()).isEqualTo(unsupported(type));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []     | Invalid data. Expected a dictionary, but got list. | invalid_input
            "text" | Invalid data. Expected a dictionary, but got str.  | invalid_input
            5      | Invalid data. Expected a dictionary, but got int.  | invalid_input
            1.5    | Invalid data. Expected a dictionary, but got float.| invalid_input
            true   | Invalid data. Expected a dictionary, but got bool. | invalid_input
            NaN    | Invalid data. Expected a dictionary, but got float.| invalid_input
            null   | No data provided                                   | null
            """)
    void aBodyThatIsNoObjectIsRefused(String body, String detail, String code) {
        var expected = input("x", code, detail).replace("\"attr\":\"x\"", "\"attr\":null");

        assertThat(create(body).told()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":1} x",
                "[1,2",
                "tru",
                "  ",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\0\"}",
                "\uFEFF{}",
                "{\"a\":01}",
                "{\"a\":\"\\x\"}",
                "name=x",
            })
    void whatIsNoJsonIsAParseError(String body) {
        var answer = owner.send("POST", echo, JSON, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"type\":\"invalid_request\",\"code\":\"parse_error\",\"detail\":\"JSON parse error - ")
                .doesNotContain("tools.jackson", "Source:", "\\n");
    }

    @Test
    void whatIsNoUtf8IsAParseError() {
        for (Charset other : new Charset[] {ISO_8859_1, UTF_16}) {
            var answer = owner.send("POST", echo, JSON, "{\"a\":\"é\"}".getBytes(other));

            assertThat(answer.told()).startsWith("400").contains("parse_error", "JSON parse error - ");
        }
    }

    @Test
    void numbersMayBeAsOddAsPythonTakesThem() {
        assertThat(owner.send("POST", echo, JSON, "{\"a\":NaN,\"a\":1,\"b\":Infinity,\"c\":-Infinity}")
                        .told())
                .startsWith("200 {\"a\":1,\"b\":");
        assertThat(create("{\"name\":\"x\",\"type\":\"Number\",\"default_value\":NaN}")
                        .told())
                .isEqualTo(input("default_value", "invalid_input", "Value must be valid JSON."));
        assertThat(create("{\"name\":\"x\",\"type\":\"Number\",\"default_value\":1e999999999}")
                        .told())
                .isEqualTo(input("default_value", "invalid_input", "Value must be valid JSON."));
        assertThat(create("{\"name\":\"x\",\"type\":\"Number\",\"default_value\":" + "9".repeat(900) + "}")
                        .status())
                .isEqualTo(201);
        assertThat(create("{\"name\":\"y\",\"default_value\":" + "9".repeat(5000) + "}")
                        .told())
                .startsWith("400")
                .contains("parse_error");
    }

    @Test
    void textThatCannotBeStoredIsRefused() {
        assertThat(create("{\"name\":\"a\\u0000b\",\"type\":\"String\"}").told())
                .isEqualTo(input("name", "null_characters_not_allowed", "Null characters are not allowed."));
        assertThat(create("{\"name\":\"a\\ud800b\",\"type\":\"String\"}").told())
                .isEqualTo(input(
                        "name", "surrogate_characters_not_allowed", "Surrogate characters are not allowed: U+D800."));
        assertThat(create("{\"name\":\"x\",\"type\":\"String\",\"default_value\":{\"a\":[\"\\u0000\"]}}")
                        .told())
                .isEqualTo(input("default_value", "invalid_input", "Value must be valid JSON."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void aBodyNestedTooDeeplyIsRefusedAtOnce(String open) {
        var start = Instant.now();
        var answer = owner.send("POST", echo, JSON, open.repeat(10_000));

        assertThat(answer.told()).startsWith("400").contains("parse_error");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aBodyOfTheLargestSizeIsRead() {
        var text = "{\"a\":\"" + "x".repeat(LIMIT - 8) + "\"}";

        assertThat(owner.send("POST", echo, JSON, text).body()).hasSize(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"})
    void aBodyThatIsTooLargeIsRefusedAndItsSenderLearnsWhy(String type) {
        var start = type.startsWith("multi") ? "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" : "";
        var body = start + "x".repeat(LIMIT + 1) + "\r\n--b--\r\n";

        assertThat(owner.send("POST", echo, type, body).told()).isEqualTo(TOO_LARGE);
        assertThat(chunked(type, body).told()).isEqualTo(TOO_LARGE);
    }

    String head(String type, String length) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\nContent-Type: %s\r\n%s\r\n\r\n"
                .formatted(echo, owner.headers().getFirst(), type, length);
    }

    Answer chunked(String type, String body) {
        var chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        return owner.exchange(head(type, "Transfer-Encoding: chunked"), chunk.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, "multipart/form-data; boundary=b"})
    void aBodyThatEndsEarlyIsRefused(String type) {
        var answer = owner.exchange(head(type, "Content-Length: 100"), "{\"a\":".getBytes(UTF_8));

        assertThat(answer.told()).startsWith("400").contains("parse_error");
    }

    @Test
    void aMultipartFormWithoutABoundaryIsRefused() {
        assertThat(owner.send("POST", echo, "multipart/form-data", "no boundary")
                        .told())
                .startsWith("400")
                .contains("Multipart form parse error");
    }

    @Test
    void theBodyOfAGetIsIgnoredWhenTheKeyIsInTheHeader() {
        assertThat(owner.send("GET", tenant.path("probe/"), JSON, "{").status()).isEqualTo(200);
    }
}
