package dev.hedgerow.hogql.ast;

/** A piece of a query that knows where it stands in the text. */
public sealed interface Node permits Expr, Query, Cte, Relation, Join, ArrayJoin {

    Span span();
}
