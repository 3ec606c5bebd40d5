package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Literal;

/** GROUP BY 1: columns by their place. */
final class Positions {

    private Positions() {}

    /** The column meant, counted from 1, or 0 where the expression is no number. */
    static int of(Expr expr, int columns) {
        if (!(expr instanceof Expr.Constant constant) || !(constant.value() instanceof Literal.Whole whole)) {
            return 0;
        }
        var number = whole.value();
        if (number.signum() <= 0 || number.bitLength() >= Integer.SIZE || number.intValue() > columns) {
            throw HogQlException.resolution(
                    "There is no column %s, the query has %d".formatted(number, columns), expr.span());
        }
        return number.intValue();
    }
}
