package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.Options;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.Query;
import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.plan.Term;
import org.jspecify.annotations.Nullable;

/** Numbers of rows, which are constants. */
final class Limits {

    private Limits() {}

    static Rows.@Nullable Limit of(Query.@Nullable Limit limit, Options options) {
        return limit == null
                ? null
                : new Rows.Limit(
                        limit.count() == null ? null : count(limit.count(), options, limit.percent()),
                        limit.offset() == null ? null : count(limit.offset(), options, false),
                        limit.percent(),
                        limit.withTies());
    }

    static Term count(Expr expr, Options options, boolean real) {
        var value = expr instanceof Expr.Placeholder placeholder ? Placeholders.value(placeholder, options) : expr;
        if (value instanceof Expr.Constant constant) {
            var literal = constant.value();
            if (literal instanceof Literal.Whole whole
                    && whole.value().signum() >= 0
                    && whole.value().bitLength() < Long.SIZE) {
                return Calls.value(literal);
            }
            if (real && literal instanceof Literal.Real share && share.value() >= 0) {
                return Calls.value(literal);
            }
        }
        throw HogQlException.resolution("LIMIT and OFFSET take a whole number that is not negative", expr.span());
    }
}
