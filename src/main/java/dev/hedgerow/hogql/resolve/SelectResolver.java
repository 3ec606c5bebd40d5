package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.ArrayJoin;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Join;
import dev.hedgerow.hogql.ast.OrderItem;
import dev.hedgerow.hogql.ast.Query;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.plan.Input;
import dev.hedgerow.hogql.plan.Joined;
import dev.hedgerow.hogql.plan.Ordering;
import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.plan.Rows.Grouping;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.type.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Gives one SELECT its meaning, clause by clause in the order in which names become known. */
final class SelectResolver {

    private final Workspace workspace;
    private final QueryResolver queries;
    private final Scope scope;
    private final TermResolver terms;
    private final List<Rows.Projection> projections = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private final HashSet<String> labels = new HashSet<>();

    SelectResolver(Workspace workspace, QueryResolver queries, Scope scope) {
        this.workspace = workspace;
        this.queries = queries;
        this.scope = scope;
        this.terms = new TermResolver(workspace, queries, scope);
    }

    Rows resolve(Query.Select select) {
        if (select.from() != null) {
            queries.relations().resolve(select.from(), scope, terms);
        }
        select.windows().forEach(window -> scope.windows().put(window.name(), window.window()));
        Aliases.of(select).forEach(alias -> scope.aliases().putIfAbsent(alias.name(), alias.expr()));
        select.arrayJoins().forEach(this::arrayJoin);
        select.columns().forEach(this::project);
        var distinctOn = select.distinct().on().stream()
                .map(expr -> terms.resolve(expr, Place.COLUMNS))
                .toList();
        var where = where(select);
        var grouping = grouping(select.groupBy());
        var having = terms.resolveNullable(select.having(), Place.HAVING);
        var qualify = terms.resolveNullable(select.qualify(), Place.QUALIFY);
        var orderBy = orderBy(select.orderBy());
        var limitBy = select.limitBy() == null ? null : limitBy(select.limitBy());
        var limit = Limits.of(select.limit(), workspace.options());
        checkLimits(select);
        var selection = new Rows.Selection(
                new Rows.Distinct(select.distinct().present(), distinctOn),
                List.copyOf(projections),
                scope.from(),
                where,
                grouping,
                having == null ? null : Filters.dropping(having),
                qualify == null ? null : Filters.dropping(qualify),
                orderBy,
                limitBy,
                limit);
        new Groups(scope, selection, spans).check();
        return selection;
    }

    /** LIMIT BY and WITH TIES become conditions on the rank of a row, which leaves no room for others. */
    private static void checkLimits(Query.Select select) {
        var limit = select.limit();
        var ties = limit != null && limit.withTies();
        if (ties && select.orderBy().isEmpty()) {
            throw HogQlException.resolution("WITH TIES needs ORDER BY", select.span());
        }
        if (limit != null && limit.withTies() && (limit.offset() != null || limit.percent())) {
            throw HogQlException.unsupported("WITH TIES takes neither OFFSET nor PERCENT", select.span());
        }
        var crowded = select.distinct().present() || select.qualify() != null || (ties && select.limitBy() != null);
        if (crowded && (ties || select.limitBy() != null)) {
            throw HogQlException.unsupported(
                    "LIMIT BY and WITH TIES cannot be combined with each other, DISTINCT or QUALIFY; use a subquery",
                    select.span());
        }
    }

    Rows everything(Expr.Star star) {
        project(star);
        return new Rows.Selection(
                new Rows.Distinct(false, List.of()),
                List.copyOf(projections),
                scope.from(),
                null,
                new Grouping.None(),
                null,
                null,
                List.of(),
                null,
                null);
    }

    private void project(Expr expr) {
        if (expr instanceof Expr.Star star) {
            new Stars(scope, terms).expand(star).forEach(column -> add(column.name(), column.term(), star.span()));
            return;
        }
        var isNamed = expr instanceof Expr.Alias alias
                && alias.expr().equals(scope.aliases().get(alias.name()));
        var term = isNamed ? terms.names().aliased(ColumnNames.of(expr)) : terms.resolve(expr, Place.COLUMNS);
        add(ColumnNames.of(expr), term, expr.span());
    }

    private void add(String name, Term term, Span span) {
        var label = name;
        for (var i = 2; !labels.add(label.toLowerCase(Locale.ROOT)); i++) {
            label = name + "_" + i;
        }
        projections.add(new Rows.Projection(term, new Rows.Output(name, label, term.type())));
        spans.add(span);
    }

    private void arrayJoin(ArrayJoin arrayJoin) {
        var label = workspace.label("elements");
        var elements = new ArrayList<Input.Elements.Element>();
        for (var expr : arrayJoin.arrays()) {
            var array = terms.resolve(expr, Place.ARRAY_JOIN);
            if (!(array.type().bare() instanceof Type.Array(var type))) {
                throw HogQlException.resolution(
                        "ARRAY JOIN requires an array, found %s"
                                .formatted(array.type().clickHouseName()),
                        expr.span());
            }
            var element = "element_" + (elements.size() + 1);
            elements.add(new Input.Elements.Element(array, element));
            workspace.lineage().add(label, element, workspace.lineage().of(array));
            var column = new Term.Column(label, element, type.nullableIf(arrayJoin.left()));
            scope.aliases().remove(ColumnNames.of(expr));
            scope.shadows().put(ColumnNames.of(expr), column);
        }
        var input = new Input.Elements(List.copyOf(elements), label);
        if (scope.from() == null) {
            scope.read(input);
        } else {
            var kind = arrayJoin.left() ? Join.Kind.LEFT : Join.Kind.CROSS;
            scope.join(new Joined(kind, Join.Strictness.ALL, input, null));
        }
    }

    private @Nullable Term where(Query.Select select) {
        var prewhere = terms.resolveNullable(select.prewhere(), Place.WHERE);
        var where = terms.resolveNullable(select.where(), Place.WHERE);
        if (prewhere != null && where != null) {
            var both = new Calls(workspace.options().zone()).call("and", select.span(), prewhere, where);
            return Filters.dropping(both);
        }
        var only = prewhere != null ? prewhere : where;
        return only == null ? null : Filters.dropping(only);
    }

    private Grouping grouping(Query.Grouping grouping) {
        return switch (grouping) {
            case Query.Grouping.None() -> new Grouping.None();
            case Query.Grouping.Keys(var keys) -> new Grouping.Keys(keys(keys));
            case Query.Grouping.All() ->
                new Grouping.Keys(projections.stream()
                        .map(Rows.Projection::term)
                        .filter(term -> !CallResolver.isAggregated(term) && !CallResolver.isWindowed(term))
                        .toList());
            case Query.Grouping.Rollup(var keys) -> new Grouping.Rollup(keys(keys));
            case Query.Grouping.Cube(var keys) -> new Grouping.Cube(keys(keys));
            case Query.Grouping.Sets(var sets) ->
                new Grouping.Sets(sets.stream().map(this::keys).toList());
        };
    }

    private List<Term> keys(List<Expr> keys) {
        return keys.stream().map(this::key).toList();
    }

    private Term key(Expr key) {
        var position = Positions.of(key, projections.size());
        return position > 0 ? projections.get(position - 1).term() : terms.resolve(key, Place.GROUP_BY);
    }

    private List<Ordering> orderBy(List<OrderItem> items) {
        return items.stream()
                .map(item ->
                        new Ordering(ordered(item.expr()), item.descending(), Boolean.TRUE.equals(item.nullsFirst())))
                .toList();
    }

    private Term ordered(Expr expr) {
        var position = Positions.of(expr, projections.size());
        return position > 0 ? projections.get(position - 1).term() : terms.resolve(expr, Place.ORDER_BY);
    }

    private Rows.LimitBy limitBy(Query.LimitBy limitBy) {
        return new Rows.LimitBy(
                Limits.count(limitBy.count(), workspace.options(), false),
                limitBy.offset() == null ? null : Limits.count(limitBy.offset(), workspace.options(), false),
                limitBy.keys().stream()
                        .map(key -> {
                            var position = Positions.of(key, projections.size());
                            return position > 0
                                    ? projections.get(position - 1).term()
                                    : terms.resolve(key, Place.LIMIT_BY);
                        })
                        .toList());
    }
}
