package dev.hedgerow.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads bodies of every kind the API takes, for every method alike. A body is read once and kept with the request,
 * because the key may be in it and is looked for before anything else.
 */
@Component
public class BodyReader {

    static final int MAX_BYTES = 20 * 1024 * 1024;
    static final int MAX_DEPTH = 200;
    static final int MAX_VALUES = 2_000_000;

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data";
    private static final RequestData EMPTY = new RequestData(JsonNodeFactory.instance.objectNode(), false);
    private static final String ATTRIBUTE = RequestData.class.getName();

    // Lenient where Python is: NaN is a number, the last of equal keys wins.
    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_BYTES)
                            .maxTokenCount(MAX_VALUES)
                            .build())
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .build();

    /**
     * The body of {@code request}.
     *
     * @throws ApiException when it is too large, of a type the API does not take, or not what its type says
     */
    public RequestData of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestData known) {
            return known;
        }
        var data = read(request);
        request.setAttribute(ATTRIBUTE, data);
        return data;
    }

    /** The body of {@code request} if it is a form; a body of another kind is not read. */
    public Optional<RequestData> form(HttpServletRequest request) {
        var kind = kind(request);
        return kind.equals(FORM) || kind.equals(MULTIPART) ? Optional.of(of(request)) : Optional.empty();
    }

    private static String kind(HttpServletRequest request) {
        return type(request).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static String type(HttpServletRequest request) {
        return request.getContentType() == null ? "" : request.getContentType();
    }

    private RequestData read(HttpServletRequest request) {
        var kind = kind(request);
        if (kind.equals(MULTIPART) && request.getContentLengthLong() != 0) {
            return multipart(request);
        }
        var bytes = bytes(request);
        if (bytes.length == 0) {
            return EMPTY;
        }
        return switch (kind) {
            case "application/json" -> new RequestData(json(text(bytes)), false);
            case FORM -> new RequestData(form(bytes), true);
            default -> throw InvalidRequest.unsupportedMediaType(type(request));
        };
    }

    private static byte[] bytes(HttpServletRequest request) {
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw InvalidRequest.tooLarge(MAX_BYTES);
        }
        try {
            var bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw InvalidRequest.tooLarge(MAX_BYTES);
            }
            return bytes;
        } catch (IOException e) {
            throw InvalidRequest.malformed("The request body ended before it was complete.");
        }
    }

    private static String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw InvalidRequest.malformed("JSON parse error - the body is not valid UTF-8");
        }
    }

    private JsonNode json(String text) {
        try {
            var value = json.readTree(text);
            if (value.isMissingNode()) {
                throw InvalidRequest.malformed("JSON parse error - Expecting value: line 1 column 1 (char 0)");
            }
            return value;
        } catch (JacksonException e) {
            throw InvalidRequest.malformed("JSON parse error - " + withoutSource(e.getOriginalMessage()) + at(e));
        }
    }

    /** Jackson names the start of what was left open, as a place in a source that it does not know. */
    private static String withoutSource(String message) {
        return message.lines().findFirst().orElse("malformed").replaceFirst(" \\(start marker.*", "");
    }

    private static String at(JacksonException error) {
        var at = error.getLocation();
        return at == null
                ? ""
                : ": line %d column %d (char %d)"
                        .formatted(at.getLineNr(), at.getColumnNr(), Math.max(0, at.getCharOffset()));
    }

    /** Broken characters of a form are replaced, not refused, as Python does. */
    private static ObjectNode form(byte[] bytes) {
        var fields = JsonNodeFactory.instance.objectNode();
        QueryParameters.parse(new String(bytes, UTF_8))
                .values()
                .forEach((name, values) -> values.forEach(value -> add(fields, name, value)));
        return fields;
    }

    /** Not {@code withArray}, which takes an empty name, or one with a slash, for a path. */
    private static void add(ObjectNode fields, String name, String value) {
        var values = fields.get(name) instanceof ArrayNode known ? known : fields.putArray(name);
        values.add(value);
    }

    private static RequestData multipart(HttpServletRequest request) {
        var fields = JsonNodeFactory.instance.objectNode();
        try {
            for (var part : request.getParts()) {
                if (part.getSubmittedFileName() == null) {
                    add(fields, part.getName(), textOf(part));
                }
            }
        } catch (IllegalStateException e) {
            throw InvalidRequest.tooLarge(MAX_BYTES);
        } catch (IOException | ServletException e) {
            throw InvalidRequest.malformed("Multipart form parse error - the body is not what its boundary says");
        }
        return new RequestData(fields, true);
    }

    private static String textOf(Part part) throws IOException {
        try (var content = part.getInputStream()) {
            return new String(content.readAllBytes(), UTF_8);
        }
    }
}
