package dev.hedgerow.hogql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A name given before the SELECT: to a query ({@code name AS (…)}) or to an expression ({@code … AS name}). */
public sealed interface Cte extends Node {

    String name();

    record OfQuery(
            String name,
            List<String> columns,
            boolean recursive,
            @Nullable Boolean materialized,
            Query query,
            Span span)
            implements Cte {}

    record OfExpr(String name, Expr expr, Span span) implements Cte {}
}
