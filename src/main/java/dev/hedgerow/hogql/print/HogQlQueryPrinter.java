package dev.hedgerow.hogql.print;

import static dev.hedgerow.hogql.print.HogQlPrinter.list;
import static dev.hedgerow.hogql.print.HogQlPrinter.name;
import static dev.hedgerow.hogql.print.HogQlPrinter.names;
import static dev.hedgerow.hogql.print.HogQlPrinter.orderBy;
import static dev.hedgerow.hogql.print.HogQlPrinter.unaliased;
import static java.util.stream.Collectors.joining;

import dev.hedgerow.hogql.ast.ArrayJoin;
import dev.hedgerow.hogql.ast.Cte;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Join;
import dev.hedgerow.hogql.ast.OrderItem;
import dev.hedgerow.hogql.ast.Query;
import dev.hedgerow.hogql.ast.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The clauses of canonical HogQL. */
final class HogQlQueryPrinter {

    private HogQlQueryPrinter() {}

    static String print(Query query) {
        return switch (query) {
            case Query.Select select -> select(select);
            case Query.Compound compound -> compound(compound);
            case Query.Values(var rows, var _) ->
                rows.stream().map(row -> "(" + expressions(row) + ")").collect(joining(", ", "VALUES ", ""));
        };
    }

    private static String compound(Query.Compound compound) {
        var word = " " + compound.operator() + (compound.all() ? " ALL" : " DISTINCT")
                + (compound.byName() ? " BY NAME " : " ");
        var hasTail = !compound.orderBy().isEmpty() || compound.limit() != null;
        var clauses = new StringJoiner(" ");
        addCtes(clauses, compound.ctes());
        clauses.add(compound.branches().stream()
                .map(branch -> isBare(branch) && !hasTail && compound.branches().size() > 1
                        ? print(branch)
                        : "(" + print(branch) + ")")
                .collect(joining(word)));
        addTail(clauses, compound.orderBy(), compound.limit());
        return clauses.toString();
    }

    /** Whether a branch can do without parentheses of its own. */
    private static boolean isBare(Query query) {
        return query instanceof Query.Select select
                && select.ctes().isEmpty()
                && select.orderBy().isEmpty()
                && select.limit() == null
                && select.limitBy() == null;
    }

    private static String select(Query.Select select) {
        var clauses = new StringJoiner(" ");
        addCtes(clauses, select.ctes());
        clauses.add("SELECT");
        if (select.distinct().present()) {
            var on = select.distinct().on();
            clauses.add(on.isEmpty() ? "DISTINCT" : "DISTINCT ON (" + expressions(on) + ")");
        }
        clauses.add(list(select.columns()));
        if (select.from() != null) {
            clauses.add("FROM " + relation(select.from().first()));
            select.from().joins().forEach(join -> clauses.add(join(join)));
        }
        select.arrayJoins().forEach(arrayJoin -> clauses.add(arrayJoin(arrayJoin)));
        add(clauses, "PREWHERE", select.prewhere());
        add(clauses, "WHERE", select.where());
        addGrouping(clauses, select.groupBy());
        add(clauses, "HAVING", select.having());
        if (!select.windows().isEmpty()) {
            clauses.add(select.windows().stream()
                    .map(window -> name(window.name()) + " AS (" + HogQlPrinter.window(window.window()) + ")")
                    .collect(joining(", ", "WINDOW ", "")));
        }
        add(clauses, "QUALIFY", select.qualify());
        if (!select.orderBy().isEmpty()) {
            clauses.add("ORDER BY " + orderBy(select.orderBy()));
        }
        if (select.limitBy() != null) {
            var limitBy = select.limitBy();
            clauses.add("LIMIT " + unaliased(limitBy.count()));
            add(clauses, "OFFSET", limitBy.offset());
            clauses.add("BY " + expressions(limitBy.keys()));
        }
        addTail(clauses, List.of(), select.limit());
        return clauses.toString();
    }

    private static void add(StringJoiner clauses, String word, @Nullable Expr expr) {
        if (expr != null) {
            clauses.add(word + " " + HogQlPrinter.print(expr));
        }
    }

    private static void addCtes(StringJoiner clauses, List<Cte> ctes) {
        if (!ctes.isEmpty()) {
            var recursive = ctes.stream().anyMatch(cte -> cte instanceof Cte.OfQuery query && query.recursive());
            clauses.add(ctes.stream()
                    .map(HogQlQueryPrinter::cte)
                    .collect(joining(", ", recursive ? "WITH RECURSIVE " : "WITH ", "")));
        }
    }

    private static String cte(Cte cte) {
        return switch (cte) {
            case Cte.OfExpr(var name, var expr, var _) -> unaliased(expr) + " AS " + name(name);
            case Cte.OfQuery query -> {
                var columns = query.columns().isEmpty() ? "" : " (" + names(query.columns()) + ")";
                var materialized = query.materialized() == null
                        ? ""
                        : query.materialized() ? "MATERIALIZED " : "NOT MATERIALIZED ";
                yield name(query.name()) + columns + " AS " + materialized + "(" + print(query.query()) + ")";
            }
        };
    }

    private static void addGrouping(StringJoiner clauses, Query.Grouping grouping) {
        switch (grouping) {
            case Query.Grouping.None() -> {}
            case Query.Grouping.All() -> clauses.add("GROUP BY ALL");
            case Query.Grouping.Keys(var keys) -> clauses.add("GROUP BY " + list(keys));
            case Query.Grouping.Rollup(var keys) -> clauses.add("GROUP BY ROLLUP (" + expressions(keys) + ")");
            case Query.Grouping.Cube(var keys) -> clauses.add("GROUP BY CUBE (" + expressions(keys) + ")");
            case Query.Grouping.Sets(var sets) ->
                clauses.add(sets.stream()
                        .map(set -> "(" + expressions(set) + ")")
                        .collect(joining(", ", "GROUP BY GROUPING SETS (", ")")));
        }
    }

    private static void addTail(StringJoiner clauses, List<OrderItem> orderBy, Query.@Nullable Limit limit) {
        if (!orderBy.isEmpty()) {
            clauses.add("ORDER BY " + orderBy(orderBy));
        }
        if (limit == null) {
            return;
        }
        if (limit.count() != null) {
            clauses.add("LIMIT " + unaliased(limit.count()) + (limit.percent() ? " PERCENT" : ""));
        }
        if (limit.withTies()) {
            clauses.add("WITH TIES");
        }
        add(clauses, "OFFSET", limit.offset());
    }

    private static String relation(Relation relation) {
        var text = new StringJoiner(" ");
        text.add(
                switch (relation.source()) {
                    case Relation.Source.Table(var name, var _) -> HogQlPrinter.chain(name);
                    case Relation.Source.Nested(var query) -> "(" + print(query) + ")";
                    case Relation.Source.Function(var name, var arguments, var _) ->
                        name(name) + "(" + list(arguments) + ")";
                });
        if (relation.alias() != null) {
            text.add("AS " + name(relation.alias()));
        }
        if (!relation.columnAliases().isEmpty()) {
            text.add("(" + names(relation.columnAliases()) + ")");
        }
        if (relation.isFinal()) {
            text.add("FINAL");
        }
        if (relation.sample() != null) {
            text.add("SAMPLE " + relation.sample().ratio());
        }
        return text.toString();
    }

    private static String join(Join join) {
        var words = new ArrayList<String>();
        if (join.natural()) {
            words.add("NATURAL");
        }
        if (join.kind() != Join.Kind.INNER || join.strictness() == Join.Strictness.ALL) {
            words.add(join.kind().name());
        }
        if (join.strictness() != Join.Strictness.ALL) {
            words.add(join.strictness().name());
        }
        var constraint = switch (join.constraint()) {
            case Join.Constraint.None() -> "";
            case Join.Constraint.On(var condition) -> " ON " + HogQlPrinter.print(condition);
            case Join.Constraint.Using(var columns, var _) -> " USING (" + names(columns) + ")";
        };
        return String.join(" ", words) + " JOIN " + relation(join.right()) + constraint;
    }

    private static String arrayJoin(ArrayJoin arrayJoin) {
        return (arrayJoin.left() ? "LEFT " : "") + "ARRAY JOIN " + list(arrayJoin.arrays());
    }

    private static String expressions(List<Expr> exprs) {
        return exprs.stream().map(HogQlPrinter::unaliased).collect(joining(", "));
    }
}
