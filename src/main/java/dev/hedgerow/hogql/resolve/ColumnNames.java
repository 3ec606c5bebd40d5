package dev.hedgerow.hogql.resolve;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.print.HogQlPrinter;
import java.util.ArrayList;
import java.util.List;

/** What a column without an alias is called: its last name, or the call that it is, as ClickHouse would write it. */
final class ColumnNames {

    private ColumnNames() {}

    static String of(Expr expr) {
        return switch (expr) {
            case Expr.Alias alias -> alias.name();
            case Expr.Field field -> field.chain().getLast();
            case Expr.Member member -> member.name();
            default -> text(expr);
        };
    }

    private static String text(Expr expr) {
        return switch (expr) {
            case Expr.Constant constant -> HogQlPrinter.print(constant);
            case Expr.Field field -> String.join(".", field.chain());
            case Expr.Star _ -> "*";
            case Expr.Placeholder placeholder -> "{" + String.join(".", placeholder.chain()) + "}";
            case Expr.Alias alias -> alias.name();
            case Expr.Call call -> call(call);
            case Expr.Not(var operand, var _) -> call("not", operand);
            case Expr.Negate(var operand, var _) -> call("negate", operand);
            case Expr.Binary(var operator, var left, var right, var _) -> call(operator.function(), left, right);
            case Expr.And(var terms, var _) -> call("and", terms);
            case Expr.Or(var terms, var _) -> call("or", terms);
            case Expr.Between(var value, var low, var high, var negated, var _) ->
                call(negated ? "notBetween" : "between", value, low, high);
            case Expr.IsNull(var value, var negated, var _) -> call(negated ? "isNotNull" : "isNull", value);
            case Expr.InCohort(var value, var cohort, var _, var _) -> call("inCohort", value, cohort);
            case Expr.Case choice -> choice(choice);
            case Expr.Cast(var value, var type, var _, var _) -> "CAST(" + text(value) + ", '" + type + "')";
            case Expr.Index(var object, var index, var _) -> call("arrayElement", object, index);
            case Expr.Member(var object, var name, var _) -> text(object) + "." + name;
            case Expr.Tuple(var items, var _) -> call("tuple", items);
            case Expr.Array(var items, var _) ->
                items.stream().map(ColumnNames::text).collect(joining(", ", "[", "]"));
            case Expr.Lambda lambda -> HogQlPrinter.print(lambda);
            case Expr.Subquery subquery -> HogQlPrinter.print(subquery);
        };
    }

    private static String call(Expr.Call call) {
        var parameters = call.parameters() == null
                ? ""
                : call.parameters().stream().map(ColumnNames::text).collect(joining(", ", "(", ")"));
        var distinct = call.options().distinct() ? "DISTINCT " : "";
        return call.name()
                + parameters
                + call.arguments().stream().map(ColumnNames::text).collect(joining(", ", "(" + distinct, ")"));
    }

    private static String call(String name, Expr... arguments) {
        return call(name, List.of(arguments));
    }

    private static String call(String name, List<Expr> arguments) {
        return arguments.stream().map(ColumnNames::text).collect(joining(", ", name + "(", ")"));
    }

    private static String choice(Expr.Case choice) {
        var parts = new ArrayList<Expr>();
        if (choice.subject() != null) {
            parts.add(choice.subject());
        }
        choice.branches().forEach(branch -> parts.addAll(List.of(branch.condition(), branch.result())));
        if (choice.otherwise() != null) {
            parts.add(choice.otherwise());
        }
        return call(choice.branches().size() == 1 ? "if" : "multiIf", parts);
    }
}
