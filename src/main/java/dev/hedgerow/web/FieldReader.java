package dev.hedgerow.web;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One field of a body to the Java value of its declared type, or the refusal that Django REST framework would give. The
 * rules of a field are annotations of its type: constraints are not kept on record components.
 */
class FieldReader {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");

    private final RecordReader records;
    private final JsonMapper json;

    FieldReader(RecordReader records, JsonMapper json) {
        this.records = records;
        this.json = json;
    }

    static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    @Nullable
    Object read(JsonNode given, boolean form, AnnotatedType type, String attr) {
        var raw = raw(type.getType());
        if (raw == List.class) {
            return list(given, form, type, attr);
        }
        var value = form && given.isArray() ? given.get(given.size() - 1) : given;
        if (value.isNull()) {
            if (isNullable(type)) {
                return null;
            }
            throw new InvalidInput(attr, "null", "This field may not be null.");
        }
        if (raw == JsonNode.class) {
            return anyJson(value, form, attr);
        }
        if (raw == Map.class) {
            return map(value, form, attr);
        }
        if (raw.isRecord()) {
            return nested(value, form, raw, attr);
        }
        return raw.isEnum() ? choice(value, raw, attr) : scalar(value, raw, type, attr);
    }

    private static Object scalar(JsonNode value, Class<?> raw, AnnotatedType rules, String attr) {
        return switch (raw.getSimpleName()) {
            case "String" -> string(value, rules, attr);
            case "int", "Integer" -> Math.toIntExact(integer(value, rules, attr, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "long", "Long" -> integer(value, rules, attr, Long.MIN_VALUE, Long.MAX_VALUE);
            case "boolean", "Boolean" -> Scalars.bool(value, attr);
            case "UUID" -> Scalars.uuid(value, attr);
            case "Instant" -> Scalars.instant(value, attr);
            case "LocalTime" -> Scalars.time(value, attr);
            default -> throw new IllegalStateException(attr + " has a type no body can carry: " + raw);
        };
    }

    private static String string(JsonNode value, AnnotatedType rules, String attr) {
        var read = Scalars.string(value, attr);
        var text = rules.isAnnotationPresent(Verbatim.class) ? read : read.strip();
        if (rules.isAnnotationPresent(NotBlank.class) && text.isBlank()) {
            throw new InvalidInput(attr, "blank", "This field may not be blank.");
        }
        var size = rules.getAnnotation(Size.class);
        var length = text.codePointCount(0, text.length());
        if (size != null && length > size.max()) {
            var detail = "Ensure this field has no more than %d characters.".formatted(size.max());
            throw new InvalidInput(attr, "max_length", detail);
        }
        if (size != null && length < size.min()) {
            var detail = "Ensure this field has at least %d characters.".formatted(size.min());
            throw new InvalidInput(attr, "min_length", detail);
        }
        if (rules.isAnnotationPresent(Email.class) && !EMAIL.matcher(text).matches()) {
            throw new InvalidInput(attr, "Enter a valid email address.");
        }
        return text;
    }

    private static long integer(JsonNode value, AnnotatedType rules, String attr, long least, long most) {
        var min = rules.getAnnotation(Min.class);
        var max = rules.getAnnotation(Max.class);
        return Scalars.integer(value, attr, min == null ? least : min.value(), max == null ? most : max.value());
    }

    private static Object choice(JsonNode value, Class<?> type, String attr) {
        var text = value.isString() ? value.stringValue() : value.toString();
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> Wire.nameOf((Enum<?>) constant).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInput(attr, "invalid_choice", "\"%s\" is not a valid choice.".formatted(text)));
    }

    private JsonNode anyJson(JsonNode value, boolean form, String attr) {
        try {
            var node = form ? json.readTree(value.stringValue()) : value;
            Scalars.requireStorable(node, attr);
            return node;
        } catch (JacksonException e) {
            throw new InvalidInput(attr, "Value must be valid JSON.");
        }
    }

    private Map<String, JsonNode> map(JsonNode value, boolean form, String attr) {
        var node = form ? anyJson(value, true, attr) : value;
        if (!(node instanceof ObjectNode object)) {
            var detail = "Expected a dictionary of items but got type \"%s\".".formatted(PythonType.of(node));
            throw new InvalidInput(attr, "not_a_dict", detail);
        }
        Scalars.requireStorable(object, attr);
        var entries = new LinkedHashMap<String, JsonNode>();
        object.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }

    private Object nested(JsonNode value, boolean form, Class<?> type, String attr) {
        var node = form ? anyJson(value, true, attr) : value;
        if (!(node instanceof ObjectNode object)) {
            var detail = "Invalid data. Expected a dictionary, but got %s.".formatted(PythonType.of(node));
            throw new InvalidInput(attr + "__non_field_errors", detail);
        }
        return records.read(object, false, type, null, attr + "__");
    }

    private @Nullable List<@Nullable Object> list(JsonNode given, boolean form, AnnotatedType type, String attr) {
        if (given.isNull()) {
            if (isNullable(type)) {
                return null;
            }
            throw new InvalidInput(attr, "null", "This field may not be null.");
        }
        if (!given.isArray()) {
            var detail = "Expected a list of items but got type \"%s\".".formatted(PythonType.of(given));
            throw new InvalidInput(attr, "not_a_list", detail);
        }
        if (given.isEmpty() && type.isAnnotationPresent(NotEmpty.class)) {
            throw new InvalidInput(attr, "empty", "This list may not be empty.");
        }
        var element = ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[0];
        var values = new ArrayList<@Nullable Object>(given.size());
        for (int i = 0; i < given.size(); i++) {
            values.add(read(given.get(i), form, element, attr + "__" + i));
        }
        return values;
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : (Class<?>) type;
    }
}
