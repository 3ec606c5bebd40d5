package dev.hedgerow.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a result row by row. Values are {@code Boolean}, {@code Long}, {@code BigInteger}, {@code Double},
 * {@code BigDecimal}, {@code String}, {@code LocalDate}, {@code LocalTime}, {@code LocalDateTime}, {@code Instant},
 * {@code UUID}, {@code byte[]}, {@code List} and {@code Map} of these (in order; a struct is a map by field name), or
 * null.
 */
@FunctionalInterface
public interface RowConsumer {

    void row(List<@Nullable Object> values);

    /** Comes before the rows, also when there are none. */
    default void columns(List<Column> columns) {}
}
