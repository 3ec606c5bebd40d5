package dev.hedgerow.wire;

import static dev.hedgerow.wire.Errors.NO_ENDPOINT;
import static dev.hedgerow.wire.Errors.UNREADABLE;
import static dev.hedgerow.wire.Errors.notAllowed;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServerTest
class TomcatErrorsTest {

    RawHttp http;

    @BeforeEach
    void http(@LocalServerPort int port) {
        http = new RawHttp(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET\r\n\r\n",
                "GET /api/<script> HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/?q={} HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/a%00b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/a%2Fb HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/\\x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/ HTTP/1.1\r\n\r\n",
                "GET /api/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /api/ HTTP/1.1\r\nHost: lo calhost\r\n\r\n",
                "GET /api/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "POST /api/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\nConnection: close\r\n\r\n",
                "GET /api/ HTTP/9.9\r\nHost: localhost\r\n\r\n",
            })
    void whatIsNotHttpIsRefusedInJson(String request) {
        var answer = http.exchange(request, new byte[0]);

        assertThat(answer.status()).isBetween(400, 505);
        assertThat(answer.body()).startsWith("{\"type\":\"").endsWith("\"attr\":null}");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).doesNotContain("<", "Exception", "apache");
    }

    @Test
    void aHeaderThatIsTooLongIsRefused() {
        assertThat(http.with("X-Long: " + "x".repeat(100_000)).get("/api/").told())
                .isEqualTo(UNREADABLE);
    }

    @Test
    void traceIsNotAllowed() {
        assertThat(http.send("TRACE", "/api/projects/1/probe/").told()).isEqualTo(notAllowed("TRACE"));
    }

    @Test
    void headersMayHoldAnyByte() {
        var head = new String(new byte[] {'X', ':', ' ', (byte) 0xff, (byte) 0xc3}, ISO_8859_1);

        assertThat(http.with(head)
                        .with("Authorization: Bearer \u00ff\u0080")
                        .get("/api/projects/1/probe/")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nope", "/error", "/favicon.ico", "/apis/x"})
    void outsideOfTheApiErrorsLookTheSame(String path) {
        assertThat(http.get(path).told()).isEqualTo(NO_ENDPOINT);
    }
}
