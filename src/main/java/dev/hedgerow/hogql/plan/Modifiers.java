package dev.hedgerow.hogql.plan;

import dev.hedgerow.hogql.ast.CallOptions.NullTreatment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What narrows or orders the rows that an aggregate or window function sees. */
public record Modifiers(
        boolean distinct,
        List<Ordering> orderBy,
        @Nullable Term filter,
        @Nullable NullTreatment nulls,
        @Nullable WindowSpec over) {

    public static final Modifiers NONE = new Modifiers(false, List.of(), null, null, null);
}
