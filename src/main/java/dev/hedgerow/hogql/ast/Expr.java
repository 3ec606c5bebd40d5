package dev.hedgerow.hogql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A HogQL expression. Sugar that has a function of the same meaning ({@code a ? b : c}, {@code INTERVAL 1 DAY}) is
 * already that function here.
 */
public sealed interface Expr extends Node {

    record Constant(Literal value, Span span) implements Expr {}

    /** A dotted name; only the resolver knows where table, column and property begin. */
    record Field(List<String> chain, Span span) implements Expr {}

    /** {@code *}, {@code t.*} or {@code COLUMNS('pattern')}: any number of columns. */
    record Star(
            List<String> qualifier, @Nullable String pattern, List<String> excluded, List<Alias> replaced, Span span)
            implements Expr {}

    /** {@code chain} is empty when something else than a name stands in the braces. */
    record Placeholder(List<String> chain, Span span) implements Expr {}

    record Alias(Expr expr, String name, Span span) implements Expr {}

    /** {@code name(parameters)(arguments)}; {@code parameters} are null where there is only one pair of parentheses. */
    record Call(String name, @Nullable List<Expr> parameters, List<Expr> arguments, CallOptions options, Span span)
            implements Expr {

        public static Call of(String name, List<Expr> arguments, Span span) {
            return new Call(name, null, arguments, CallOptions.NONE, span);
        }
    }

    record Not(Expr operand, Span span) implements Expr {}

    record Negate(Expr operand, Span span) implements Expr {}

    record Binary(Operator operator, Expr left, Expr right, Span span) implements Expr {}

    record And(List<Expr> terms, Span span) implements Expr {}

    record Or(List<Expr> terms, Span span) implements Expr {}

    record Between(Expr value, Expr low, Expr high, boolean negated, Span span) implements Expr {}

    record IsNull(Expr value, boolean negated, Span span) implements Expr {}

    record InCohort(Expr value, Expr cohort, boolean negated, Span span) implements Expr {}

    record Case(
            @Nullable Expr subject,
            List<When> branches,
            @Nullable Expr otherwise,
            Span span) implements Expr {}

    record When(Expr condition, Expr result) {}

    /** A cast by type name; {@code safe} gives NULL where the plain one raises. */
    record Cast(Expr value, String type, boolean safe, Span span) implements Expr {}

    record Index(Expr object, Expr index, Span span) implements Expr {}

    record Member(Expr object, String name, Span span) implements Expr {}

    record Tuple(List<Expr> items, Span span) implements Expr {}

    record Array(List<Expr> items, Span span) implements Expr {}

    record Lambda(List<String> parameters, Expr body, Span span) implements Expr {}

    record Subquery(Query query, Span span) implements Expr {}
}
