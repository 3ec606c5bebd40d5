package dev.hedgerow.hogql.parser;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Query.Grouping;

/** GROUP BY in its many forms. */
final class Groupings {

    private Groupings() {}

    static Grouping of(HogQlParser.GroupByContext context, ExpressionBuilder expressions, Spans spans) {
        if (!context.TOTALS().isEmpty()) {
            throw HogQlException.unsupported("WITH TOTALS is not supported", spans.of(context));
        }
        if (context.ALL() != null) {
            return new Grouping.All();
        }
        var items = context.groupItem();
        if (items.size() == 1) {
            switch (items.getFirst()) {
                case HogQlParser.GroupingSetsContext sets -> {
                    return new Grouping.Sets(sets.groupingSet().stream()
                            .map(set -> expressions.all(set.expression()))
                            .toList());
                }
                case HogQlParser.CubeOrRollupContext item -> {
                    var keys = expressions.all(item.expression());
                    return item.CUBE() != null ? new Grouping.Cube(keys) : new Grouping.Rollup(keys);
                }
                default -> {}
            }
        }
        var keys = items.stream()
                .map(item -> {
                    if (item instanceof HogQlParser.GroupExpressionContext plain) {
                        return expressions.aliased(plain.aliased());
                    }
                    throw HogQlException.unsupported(
                            "CUBE, ROLLUP and GROUPING SETS cannot be mixed with other keys", spans.of(item));
                })
                .toList();
        if (!context.CUBE().isEmpty()) {
            return new Grouping.Cube(keys);
        }
        return context.ROLLUP().isEmpty() ? new Grouping.Keys(keys) : new Grouping.Rollup(keys);
    }
}
