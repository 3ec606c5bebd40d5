package dev.hedgerow.hogql.function;

import dev.hedgerow.hogql.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a function is called with.
 *
 * @param constant the value, where it is written in the query: a {@code String}, {@code BigInteger}, {@code Double} or
 *     {@code Boolean}
 */
public record Argument(Type type, @Nullable Object constant) {

    public static Argument of(Type type) {
        return new Argument(type, null);
    }
}
