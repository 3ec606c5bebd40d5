package dev.hedgerow.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockPart;

class BodyReaderTest {

    final BodyReader bodies = new BodyReader();

    RequestData read(String type, byte[] body) {
        var request = new MockHttpServletRequest();
        request.setContentType(type);
        request.setContent(body);
        return bodies.of(request);
    }

    @Property(tries = 1000)
    void anyBytesAreReadOrRefused(@ForAll("types") String type, @ForAll byte[] body) {
        assertReadOrRefused(type, body);
    }

    @Property(tries = 1000)
    void anythingLikeJsonIsReadOrRefused(@ForAll("jsonish") String body) {
        assertReadOrRefused("application/json", body.getBytes(UTF_8));
    }

    void assertReadOrRefused(String type, byte[] body) {
        try {
            assertThat(read(type, body).value()).isNotNull();
        } catch (ApiException refusal) {
            assertThat(refusal.status().is4xxClientError()).isTrue();
        }
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of("application/json", "application/x-www-form-urlencoded", "text/plain", "", ";;", "a/b;c");
    }

    @Provide
    Arbitrary<String> jsonish() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"",
                        "\\",
                        "\\u",
                        "d800",
                        "0",
                        "1",
                        "-",
                        ".",
                        "e",
                        "9999",
                        "true",
                        "null",
                        "NaN",
                        "Infinity",
                        " ",
                        "\n",
                        "\uFEFF",
                        "\0",
                        "é",
                        "😀",
                        "//",
                        "'",
                        "a")
                .list()
                .ofMaxSize(400)
                .map(parts -> String.join("", parts));
    }

    @Test
    void aBodyIsReadOnce() {
        var request = new MockHttpServletRequest();
        request.setContentType("application/json");
        request.setContent("{\"a\": 1}".getBytes(UTF_8));

        assertThat(bodies.of(request)).isSameAs(bodies.of(request));
    }

    @Test
    void aFieldOfAFormMayHaveAnyName() {
        assertThat(read("application/x-www-form-urlencoded", "=a&%2Fx=b&%2Fx=c&%2F=d".getBytes(UTF_8))
                        .value())
                .hasToString("{\"\":[\"a\"],\"/\":[\"d\"],\"/x\":[\"b\",\"c\"]}");
    }

    @Test
    void soMayAPartOfAMultipartForm() {
        var request = new MockHttpServletRequest();
        request.setContentType("multipart/form-data; boundary=b");
        request.setContent(new byte[] {'-'});
        request.addPart(new MockPart("/x", "b".getBytes(UTF_8)));
        request.addPart(new MockPart("/x", "c".getBytes(UTF_8)));

        assertThat(bodies.of(request).value()).hasToString("{\"/x\":[\"b\",\"c\"]}");
    }

    @Test
    void aBodyOfTooManyValuesIsRefused() {
        var values = ("[" + "[],".repeat(BodyReader.MAX_VALUES / 2) + "1]").getBytes(UTF_8);

        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> read("application/json", values));
    }
}
