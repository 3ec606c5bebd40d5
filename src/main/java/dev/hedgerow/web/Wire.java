package dev.hedgerow.web;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The word an enum constant travels as: its {@code @JsonValue}, or its name. */
final class Wire {

    private static final Map<Enum<?>, String> NAMES = new ConcurrentHashMap<>();

    private Wire() {}

    static String nameOf(Enum<?> constant) {
        return NAMES.computeIfAbsent(constant, Wire::read);
    }

    private static String read(Enum<?> constant) {
        return Arrays.stream(constant.getDeclaringClass().getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(JsonValue.class))
                .findFirst()
                .map(field -> text(field, constant))
                .orElseGet(constant::name);
    }

    private static String text(Field field, Enum<?> constant) {
        try {
            field.setAccessible(true);
            return String.valueOf(field.get(constant));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
