package dev.hedgerow.hogql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a window function looks at; {@code base} is the named window it refines. */
public record Window(
        @Nullable String base,
        List<Expr> partitionBy,
        List<OrderItem> orderBy,
        @Nullable Frame frame,
        Span span) {

    public record Frame(Unit unit, Bound start, @Nullable Bound end) {}

    public enum Unit {
        ROWS,
        RANGE,
        GROUPS
    }

    public sealed interface Bound {

        record CurrentRow() implements Bound {}

        /** {@code offset} is null where the bound is UNBOUNDED. */
        record Preceding(@Nullable Expr offset) implements Bound {}

        record Following(@Nullable Expr offset) implements Bound {}
    }
}
