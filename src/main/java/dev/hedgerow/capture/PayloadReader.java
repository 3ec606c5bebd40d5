package dev.hedgerow.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Unwraps what SDKs of all ages send: JSON, perhaps gzipped, perhaps in base64, perhaps in the field {@code data} of a
 * form or of the query string. The bytes are believed rather than what headers and hints say of them.
 */
@Component
class PayloadReader {

    static final int MAX_BYTES = 20 * 1024 * 1024;

    private static final int MAX_DEPTH = 100;

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_BYTES)
                            .build())
                    .build())
            .build();

    JsonNode read(HttpServletRequest request, Fields query) {
        var inQuery = query.text("data");
        var bytes = inQuery == null ? body(request) : inQuery.getBytes(UTF_8);
        var hint = query.text("compression");
        if (isForm(request) && !isGzip(bytes) && !isJson(bytes) && inQuery == null) {
            var form = Fields.parse(new String(bytes, UTF_8));
            var data = form.text("data");
            bytes = data == null ? bytes : data.getBytes(UTF_8);
            hint = hint == null ? form.text("compression") : hint;
        }
        return parse(plain(bytes, hint));
    }

    private static boolean isForm(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    private static byte[] body(HttpServletRequest request) {
        try {
            return bounded(request.getInputStream());
        } catch (IOException e) {
            throw CaptureRefused.invalid("failed to decode request: the body ended before it was complete");
        }
    }

    private static byte[] plain(byte[] bytes, @Nullable String hint) {
        if (bytes.length == 0) {
            throw CaptureRefused.invalid("request holds no event");
        }
        if ("lz64".equals(hint) || "lz".equals(hint)) {
            throw CaptureRefused.invalid("failed to decode request: lz64 compression is not supported", "compression");
        }
        var unwrapped = isGzip(bytes) || isJson(bytes) ? bytes : base64(bytes).orElse(bytes);
        return isGzip(unwrapped) ? gunzip(unwrapped) : unwrapped;
    }

    private static Optional<byte[]> base64(byte[] bytes) {
        try {
            // A plus sign that a form decoder has taken for a space is put back.
            var text = new String(bytes, ISO_8859_1).strip().replace(' ', '+');
            return Optional.of(Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] gunzip(byte[] bytes) {
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return bounded(unzipped);
        } catch (IOException e) {
            throw CaptureRefused.invalid("failed to decode request: invalid GZIP data");
        }
    }

    private static byte[] bounded(InputStream stream) throws IOException {
        var bytes = stream.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw CaptureRefused.bodyTooLarge(MAX_BYTES);
        }
        return bytes;
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    }

    private static boolean isJson(byte[] bytes) {
        for (var b : bytes) {
            if (!Character.isWhitespace(b)) {
                return b == '{' || b == '[';
            }
        }
        return false;
    }

    private JsonNode parse(byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw CaptureRefused.invalid("failed to parse request: malformed JSON at line %d column %d"
                    .formatted(at.getLineNr(), at.getColumnNr()));
        }
    }
}
