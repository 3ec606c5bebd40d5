package dev.hedgerow.hogql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anything that yields rows. */
public sealed interface Query extends Node {

    record Select(
            List<Cte> ctes,
            Distinct distinct,
            List<Expr> columns,
            @Nullable From from,
            List<ArrayJoin> arrayJoins,
            @Nullable Expr prewhere,
            @Nullable Expr where,
            Grouping groupBy,
            @Nullable Expr having,
            List<NamedWindow> windows,
            @Nullable Expr qualify,
            List<OrderItem> orderBy,
            @Nullable LimitBy limitBy,
            @Nullable Limit limit,
            Span span)
            implements Query {}

    /** Queries joined by one set operator, from left to right, with what applies to all of them. */
    record Compound(
            List<Cte> ctes,
            SetOperator operator,
            boolean all,
            boolean byName,
            List<Query> branches,
            List<OrderItem> orderBy,
            @Nullable Limit limit,
            Span span)
            implements Query {}

    record Values(List<List<Expr>> rows, Span span) implements Query {}

    enum SetOperator {
        UNION,
        INTERSECT,
        EXCEPT
    }

    /** {@code on} is empty for a plain DISTINCT. */
    record Distinct(boolean present, List<Expr> on) {

        public static final Distinct NONE = new Distinct(false, List.of());
    }

    record From(Relation first, List<Join> joins) {}

    record NamedWindow(String name, Window window) {}

    record LimitBy(Expr count, @Nullable Expr offset, List<Expr> keys) {}

    record Limit(@Nullable Expr count, @Nullable Expr offset, boolean percent, boolean withTies) {}

    /** What GROUP BY says. */
    sealed interface Grouping {

        record None() implements Grouping {}

        record Keys(List<Expr> keys) implements Grouping {}

        /** GROUP BY ALL: by each column that is no aggregate. */
        record All() implements Grouping {}

        record Rollup(List<Expr> keys) implements Grouping {}

        record Cube(List<Expr> keys) implements Grouping {}

        record Sets(List<List<Expr>> sets) implements Grouping {}
    }
}
