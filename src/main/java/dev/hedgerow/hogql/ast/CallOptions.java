package dev.hedgerow.hogql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be written in or after the parentheses of a call besides its arguments. */
public record CallOptions(
        boolean distinct,
        List<OrderItem> orderBy,
        List<OrderItem> withinGroup,
        @Nullable Expr filter,
        @Nullable NullTreatment nulls,
        @Nullable Over over) {

    public static final CallOptions NONE = new CallOptions(false, List.of(), List.of(), null, null, null);

    public enum NullTreatment {
        IGNORE,
        RESPECT
    }
}
