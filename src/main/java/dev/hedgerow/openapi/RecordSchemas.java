package dev.hedgerow.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hedgerow.openapi.WireSchemas.Direction;
import dev.hedgerow.web.Patch;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Describes types as they travel one way: our records in full, and the few other types they are made of. */
class RecordSchemas {

    private static final Map<Class<?>, Plain> PLAIN = Map.ofEntries(
            Map.entry(String.class, new Plain("string", null)),
            Map.entry(UUID.class, new Plain("string", "uuid")),
            Map.entry(Instant.class, new Plain("string", "date-time")),
            Map.entry(LocalDate.class, new Plain("string", "date")),
            Map.entry(LocalTime.class, new Plain("string", "time")),
            Map.entry(Boolean.class, new Plain("boolean", null)),
            Map.entry(Short.class, new Plain("integer", "int32")),
            Map.entry(Integer.class, new Plain("integer", "int32")),
            Map.entry(Long.class, new Plain("integer", "int64")),
            Map.entry(Double.class, new Plain("number", "double")),
            Map.entry(BigDecimal.class, new Plain("string", "decimal")));

    private final JsonMapper json;
    private final ModelConverterContext models;
    private final Direction direction;

    RecordSchemas(JsonMapper json, ModelConverterContext models, Direction direction) {
        this.json = json;
        this.models = models;
        this.direction = direction;
    }

    /** The schema of {@code type}, or null when it is none of ours. */
    @Nullable
    Schema<?> of(ResolvableType type) {
        var raw = type.toClass();
        var plain = PLAIN.get(ClassUtils.resolvePrimitiveIfNecessary(raw));
        if (plain != null) {
            return plain.schema();
        }
        if (raw == Patch.class) {
            return record(type.getGeneric(0));
        }
        if (Member.areIn(raw)) {
            return record(type);
        }
        if (raw.isEnum()) {
            return choices(raw);
        }
        if (JsonNode.class.isAssignableFrom(raw)) {
            return new JsonSchema();
        }
        if (Collection.class.isAssignableFrom(raw)) {
            var array = typed("array");
            array.setItems(of(type.asCollection().getGeneric(0)));
            return array;
        }
        if (Map.class.isAssignableFrom(raw)) {
            var map = typed("object");
            map.setAdditionalProperties(of(type.asMap().getGeneric(1)));
            return map;
        }
        return raw == Object.class ? new JsonSchema() : null;
    }

    private static JsonSchema typed(String type) {
        var schema = new JsonSchema();
        schema.addType(type);
        return schema;
    }

    private Schema<?> record(ResolvableType type) {
        var name = direction.nameOf(name(type));
        if (!models.getDefinedModels().containsKey(name)) {
            var schema = typed("object");
            models.defineModel(name, schema); // before its fields, which may be of the same type
            for (var member : Member.of(type)) {
                schema.addProperty(member.name(), property(member));
                if (isAlwaysThere(member)) {
                    schema.addRequiredItem(member.name());
                }
            }
        }
        var reference = new JsonSchema();
        reference.set$ref("#/components/schemas/" + name);
        return reference;
    }

    private Schema<?> property(Member member) {
        var schema = of(member.type());
        if (schema == null) {
            throw new IllegalStateException(member + " has a type that no schema describes");
        }
        constrain(schema, member.rules());
        return member.nullable() ? orNull(schema) : schema;
    }

    private static void constrain(Schema<?> schema, AnnotatedElement rules) {
        if (rules.isAnnotationPresent(NotBlank.class)) {
            schema.minLength(1);
        }
        if (rules.isAnnotationPresent(Email.class)) {
            schema.format("email");
        }
        var size = rules.getAnnotation(Size.class);
        if (size != null && size.max() < Integer.MAX_VALUE) {
            schema.maxLength(size.max());
        }
        var min = rules.getAnnotation(Min.class);
        if (min != null) {
            schema.minimum(BigDecimal.valueOf(min.value()));
        }
        var max = rules.getAnnotation(Max.class);
        if (max != null) {
            schema.maximum(BigDecimal.valueOf(max.value()));
        }
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() != null) {
            var either = new JsonSchema();
            either.setAnyOf(List.of(schema, typed("null")));
            return either;
        }
        if (schema.getTypes() != null) { // one that names no type allows null already
            schema.addType("null");
        }
        return schema;
    }

    private boolean isAlwaysThere(Member member) {
        return switch (direction) {
            case REQUEST -> !member.nullable();
            case PATCH -> false;
            case RESPONSE -> !member.rules().isAnnotationPresent(JsonInclude.class);
        };
    }

    /** The words of an enumeration, asked of the mapper that will write them. */
    private Schema<?> choices(Class<?> type) {
        var words = Arrays.stream(type.getEnumConstants())
                .map(constant -> json.convertValue(constant, Object.class))
                .toList();
        var schema = typed(words.stream().allMatch(Number.class::isInstance) ? "integer" : "string");
        schema.setEnum(List.copyOf(words));
        return schema;
    }

    /** Of the record and those it is nested in or made of, without the words that tell our two directions apart. */
    private static String name(ResolvableType type) {
        var nested = Stream.<Class<?>>iterate(type.toClass(), enclosed -> enclosed != null, Class::getEnclosingClass)
                .map(enclosed -> enclosed.getSimpleName().replaceFirst("(Request|Response)$", ""))
                .collect(Collectors.toList());
        var made = Arrays.stream(type.getGenerics()).map(RecordSchemas::name);
        return Stream.concat(nested.reversed().stream(), made).collect(Collectors.joining());
    }

    private record Plain(String type, @Nullable String format) {

        Schema<?> schema() {
            var schema = typed(type);
            schema.setFormat(format);
            return schema;
        }
    }
}
