package dev.hedgerow.openapi;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * What one key of an object on the wire comes from.
 *
 * @param rules where its annotations stand: validation annotations cannot be put on a record component itself
 */
record Member(String name, ResolvableType type, boolean nullable, AnnotatedElement rules) {

    /** Whether a type travels as an object of its members: a record, or a class that shows its fields. */
    static boolean areIn(Class<?> type) {
        return type.isRecord() || type.isAnnotationPresent(JsonAutoDetect.class);
    }

    static List<Member> of(ResolvableType owner) {
        var type = owner.toClass();
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(component -> of(component, owner))
                        .flatMap(member -> member.isUnwrapped() ? of(member.type()).stream() : Stream.of(member))
                        .toList()
                : Arrays.stream(type.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .map(field -> of(field, owner))
                        .toList();
    }

    private boolean isUnwrapped() {
        return rules.isAnnotationPresent(JsonUnwrapped.class);
    }

    private static Member of(RecordComponent component, ResolvableType owner) {
        var type = ResolvableType.forType(component.getGenericType(), owner);
        return of(component.getName(), type, component.getAnnotatedType(), component.getAccessor());
    }

    private static Member of(Field field, ResolvableType owner) {
        return of(field.getName(), ResolvableType.forField(field, owner), field.getAnnotatedType(), field);
    }

    private static Member of(String name, ResolvableType type, AnnotatedType annotated, AnnotatedElement rules) {
        var given = rules.getAnnotation(JsonProperty.class);
        var wire = given == null ? snakeCase(name) : given.value();
        return new Member(wire, type, annotated.isAnnotationPresent(Nullable.class), rules);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
