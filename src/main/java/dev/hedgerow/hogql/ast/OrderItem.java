package dev.hedgerow.hogql.ast;

import org.jspecify.annotations.Nullable;

/** One key of an ORDER BY; NULLs go last unless {@code nullsFirst} says otherwise. */
public record OrderItem(
        Expr expr, boolean descending, @Nullable Boolean nullsFirst) {}
