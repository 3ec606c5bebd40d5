package dev.hedgerow.hogql.print;

import dev.hedgerow.hogql.ast.Span;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Syntax trees without their places in a text, so that they can be compared. */
final class Spanless {

    private Spanless() {}

    static @Nullable Object copy(Object node) {
        return rebuilt(node);
    }

    private static @Nullable Object rebuilt(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Span _ -> Span.NONE;
            case List<?> list -> list.stream().map(Spanless::rebuilt).toList();
            case Record node -> rebuilt(node);
            default -> value;
        };
    }

    private static Object rebuilt(Record node) {
        try {
            var components = node.getClass().getRecordComponents();
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var values = new @Nullable Object[components.length];
            for (var i = 0; i < components.length; i++) {
                values[i] = rebuilt(components[i].getAccessor().invoke(node));
            }
            return node.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
