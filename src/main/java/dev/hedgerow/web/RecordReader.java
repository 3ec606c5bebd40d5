package dev.hedgerow.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request record out of a body the way Django REST framework's serializers do: fields in the order they are
 * declared, the first error only, unknown fields ignored. A component that is not {@code @Nullable} is required.
 */
@Component
public class RecordReader {

    private final Map<Class<?>, Shape> shapes = new ConcurrentHashMap<>();
    private final FieldReader fields;

    RecordReader(JsonMapper json) {
        this.fields = new FieldReader(this, json);
    }

    /**
     * A record of what the body says.
     *
     * @throws InvalidInput naming the first field that is missing or wrong
     */
    public <T extends Record> T read(RequestData data, Class<T> type) {
        return type.cast(read(data.object(), data.form(), type, null, ""));
    }

    /** The present state with what the body names replaced: absent means unchanged, null means null. */
    public <T extends Record> T merge(RequestData data, T current) {
        @SuppressWarnings("unchecked")
        var type = (Class<T>) current.getClass();
        return type.cast(read(data.object(), data.form(), type, current, ""));
    }

    Object read(ObjectNode body, boolean form, Class<?> type, @Nullable Record current, String path) {
        var shape = shapes.computeIfAbsent(type, Shape::of);
        var values = new @Nullable Object[shape.fields.size()];
        for (int i = 0; i < values.length; i++) {
            var field = shape.fields.get(i);
            values[i] = value(body.get(field.name), form, field, current, path + field.name);
        }
        return shape.construct(values);
    }

    private @Nullable Object value(
            @Nullable JsonNode given, boolean form, Field field, @Nullable Record current, String attr) {
        if (given == null) {
            if (current == null && !field.nullable) {
                if (form && field.isBoolean()) {
                    return false; // a form does not send the boxes that were left empty
                }
                throw new InvalidInput(attr, "required", "This field is required.");
            }
            return current == null ? null : field.of(current);
        }
        if (form && field.nullable && isEmptyText(given) && !field.mayBeEmptyText()) {
            return null;
        }
        return fields.read(given, form, field.type, attr);
    }

    private static boolean isEmptyText(JsonNode values) {
        return values.isArray()
                && values.get(values.size() - 1).stringValue("-").isEmpty();
    }

    /** How a record looks on the wire. */
    private record Shape(List<Field> fields, Constructor<?> constructor) {

        static Shape of(Class<?> type) {
            var components = type.getRecordComponents();
            try {
                var types =
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
                var constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return new Shape(Arrays.stream(components).map(Field::of).toList(), constructor);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("every record has a constructor of its components", e);
            }
        }

        Object construct(@Nullable Object[] values) {
            try {
                return constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException refusal) {
                    throw refusal;
                }
                throw new IllegalStateException(e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Field(String name, AnnotatedType type, boolean nullable, RecordComponent component) {

        static Field of(RecordComponent component) {
            component.getAccessor().setAccessible(true);
            var named = component.getAccessor().getAnnotation(JsonProperty.class);
            var name = named == null ? snakeCase(component.getName()) : named.value();
            var nullable = FieldReader.isNullable(component.getAnnotatedType());
            return new Field(name, component.getAnnotatedType(), nullable, component);
        }

        boolean isBoolean() {
            return type.getType() == boolean.class || type.getType() == Boolean.class;
        }

        boolean mayBeEmptyText() {
            return type.getType() == String.class && !type.isAnnotationPresent(NotBlank.class);
        }

        private static String snakeCase(String name) {
            return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        }

        @Nullable
        Object of(Record current) {
            try {
                return component.getAccessor().invoke(current);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
