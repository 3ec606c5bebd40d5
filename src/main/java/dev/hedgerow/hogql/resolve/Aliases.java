package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Query;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the names that a SELECT gives to expressions, wherever in it they are given. */
final class Aliases {

    private Aliases() {}

    static List<Expr.Alias> of(Query.Select select) {
        var open = new ArrayDeque<Expr>(select.columns());
        Stream.of(select.prewhere(), select.where(), select.having(), select.qualify())
                .filter(clause -> clause != null)
                .forEach(open::add);
        if (select.groupBy() instanceof Query.Grouping.Keys(var keys)) {
            open.addAll(keys);
        }
        select.orderBy().forEach(item -> open.add(item.expr()));
        var found = new ArrayList<Expr.Alias>();
        while (!open.isEmpty()) {
            var expr = open.poll();
            if (expr instanceof Expr.Alias alias) {
                found.add(alias);
            }
            parts(expr).forEach(open::add);
        }
        return found;
    }

    /** The expressions directly inside, but for those of nested queries. */
    static Stream<Expr> parts(Expr expr) {
        return switch (expr) {
            case Expr.Constant _, Expr.Field _, Expr.Star _, Expr.Placeholder _, Expr.Subquery _ -> Stream.of();
            case Expr.Alias(var aliased, var _, var _) -> Stream.of(aliased);
            case Expr.Call call -> call.arguments().stream();
            case Expr.Not(var operand, var _) -> Stream.of(operand);
            case Expr.Negate(var operand, var _) -> Stream.of(operand);
            case Expr.Binary(var _, var left, var right, var _) -> Stream.of(left, right);
            case Expr.And(var terms, var _) -> terms.stream();
            case Expr.Or(var terms, var _) -> terms.stream();
            case Expr.Between(var value, var low, var high, var _, var _) -> Stream.of(value, low, high);
            case Expr.IsNull(var value, var _, var _) -> Stream.of(value);
            case Expr.InCohort(var value, var _, var _, var _) -> Stream.of(value);
            case Expr.Case choice -> choice(choice);
            case Expr.Cast(var value, var _, var _, var _) -> Stream.of(value);
            case Expr.Index(var object, var index, var _) -> Stream.of(object, index);
            case Expr.Member(var object, var _, var _) -> Stream.of(object);
            case Expr.Tuple(var items, var _) -> items.stream();
            case Expr.Array(var items, var _) -> items.stream();
            case Expr.Lambda(var _, var body, var _) -> Stream.of(body);
        };
    }

    private static Stream<Expr> choice(Expr.Case choice) {
        var ends = Stream.of(choice.subject(), choice.otherwise()).filter(part -> part != null);
        var branches = choice.branches().stream().flatMap(branch -> Stream.of(branch.condition(), branch.result()));
        return Stream.concat(ends, branches);
    }
}
