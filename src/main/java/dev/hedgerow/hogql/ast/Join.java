package dev.hedgerow.hogql.ast;

import java.util.List;

/** A further relation and how its rows meet those before it. */
public record Join(Kind kind, Strictness strictness, boolean natural, Relation right, Constraint constraint, Span span)
        implements Node {

    public enum Kind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        CROSS,
        POSITIONAL
    }

    /** Which of several matching rows count. */
    public enum Strictness {
        ALL,
        ANY,
        ASOF,
        SEMI,
        ANTI
    }

    public sealed interface Constraint {

        record None() implements Constraint {}

        record On(Expr condition) implements Constraint {}

        record Using(List<String> columns, Span span) implements Constraint {}
    }
}
