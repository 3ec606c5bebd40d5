package dev.hedgerow.hogql.plan;

import dev.hedgerow.hogql.ast.Window.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows a window function looks at, with named windows put in their place. */
public record WindowSpec(
        List<Term> partitionBy,
        List<Ordering> orderBy,
        @Nullable Frame frame) {

    public record Frame(Unit unit, Bound start, @Nullable Bound end) {}

    public sealed interface Bound {

        record CurrentRow() implements Bound {}

        /** {@code offset} is null where the bound is UNBOUNDED. */
        record Preceding(@Nullable Term offset) implements Bound {}

        record Following(@Nullable Term offset) implements Bound {}
    }
}
