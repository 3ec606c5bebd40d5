package dev.hedgerow.hogql.parser;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.ArrayJoin;
import dev.hedgerow.hogql.ast.Cte;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.OrderItem;
import dev.hedgerow.hogql.ast.Query;
import dev.hedgerow.hogql.ast.Query.Distinct;
import dev.hedgerow.hogql.ast.Query.Grouping;
import dev.hedgerow.hogql.ast.Query.Limit;
import dev.hedgerow.hogql.ast.Query.SetOperator;
import dev.hedgerow.hogql.ast.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Selects, their clauses, and what joins them. */
final class QueryBuilder {

    private final Spans spans;
    private final ExpressionBuilder expressions;
    private final RelationBuilder relations;
    private final List<Expr.Placeholder> placeholders = new ArrayList<>();

    QueryBuilder(int offset) {
        spans = new Spans(offset);
        expressions = new ExpressionBuilder(this, spans);
        relations = new RelationBuilder(this, expressions, spans);
    }

    ExpressionBuilder expressions() {
        return expressions;
    }

    Expr placeholder(List<String> chain, Span span) {
        var placeholder = new Expr.Placeholder(chain, span);
        placeholders.add(placeholder);
        return placeholder;
    }

    List<Expr.Placeholder> placeholders() {
        return List.copyOf(placeholders);
    }

    int offset(ParserRuleContext context) {
        return spans.of(context).start();
    }

    Query query(HogQlParser.QueryContext context) {
        var terms = context.queryTerm();
        return terms.size() == 1
                ? term(terms.getFirst())
                : compound(terms.getFirst(), terms.subList(1, terms.size()), context.setOperator(), spans.of(context));
    }

    Query query(HogQlParser.BareQueryContext context) {
        var ctes = ctes(context.withClause());
        if (context.setOperator().isEmpty()) {
            return select(context.select(), ctes, spans.of(context));
        }
        var first = select(context.select(), List.of(), spans.of(context.select()));
        return compound(ctes, first, context.queryTerm(), context.setOperator(), spans.of(context));
    }

    private Query term(HogQlParser.QueryTermContext context) {
        return switch (context) {
            case HogQlParser.SelectTermContext select ->
                select(select.select(), ctes(select.withClause()), spans.of(select));
            case HogQlParser.NestedTermContext nested -> nested(nested);
            case HogQlParser.ValuesTermContext values -> relations.values(values.values());
            default -> throw new IllegalStateException(context.getText());
        };
    }

    /** A query in parentheses; what is written around the parentheses makes it the only branch of a compound. */
    private Query nested(HogQlParser.NestedTermContext context) {
        var query = query(context.query());
        if (context.withClause() == null && context.orderBy() == null && context.limit() == null) {
            return query;
        }
        return new Query.Compound(
                ctes(context.withClause()),
                SetOperator.UNION,
                true,
                false,
                List.of(query),
                orderBy(context.orderBy()),
                limit(context.limit()),
                spans.of(context));
    }

    /** What WITH names before the first branch, all branches see. */
    private Query compound(
            HogQlParser.QueryTermContext first,
            List<HogQlParser.QueryTermContext> others,
            List<HogQlParser.SetOperatorContext> operators,
            Span span) {
        return switch (first) {
            case HogQlParser.SelectTermContext select -> {
                var query = select(select.select(), List.of(), spans.of(select));
                yield compound(ctes(select.withClause()), query, others, operators, span);
            }
            case HogQlParser.NestedTermContext nested
            when nested.orderBy() == null && nested.limit() == null ->
                compound(ctes(nested.withClause()), query(nested.query()), others, operators, span);
            default -> compound(List.of(), term(first), others, operators, span);
        };
    }

    // INTERSECT binds tighter than the other two, which go from left to right.
    private Query compound(
            List<Cte> ctes,
            Query first,
            List<HogQlParser.QueryTermContext> others,
            List<HogQlParser.SetOperatorContext> operators,
            Span span) {
        var terms = new ArrayList<>(List.of(first));
        var pending = new ArrayList<HogQlParser.SetOperatorContext>();
        for (var i = 0; i < operators.size(); i++) {
            var last = i == operators.size() - 1;
            var other =
                    last && others.get(i) instanceof HogQlParser.NestedTermContext nested && nested.withClause() == null
                            ? query(nested.query())
                            : term(others.get(i));
            if (operators.get(i).INTERSECT() != null) {
                terms.add(joined(terms.removeLast(), operators.get(i), other, span));
            } else {
                pending.add(operators.get(i));
                terms.add(other);
            }
        }
        var query = terms.getFirst();
        for (var i = 0; i < pending.size(); i++) {
            query = joined(query, pending.get(i), terms.get(i + 1), span);
        }
        return around((Query.Compound) query, ctes, others.getLast());
    }

    /** ORDER BY and LIMIT after the parentheses of the last branch are meant for all of them. */
    private Query around(Query.Compound compound, List<Cte> ctes, HogQlParser.QueryTermContext last) {
        var tail = last instanceof HogQlParser.NestedTermContext nested && nested.withClause() == null ? nested : null;
        return new Query.Compound(
                ctes,
                compound.operator(),
                compound.all(),
                compound.byName(),
                compound.branches(),
                tail == null ? List.of() : orderBy(tail.orderBy()),
                tail == null ? null : limit(tail.limit()),
                compound.span());
    }

    private Query joined(Query left, HogQlParser.SetOperatorContext context, Query right, Span span) {
        var operator = context.UNION() != null
                ? SetOperator.UNION
                : context.INTERSECT() != null ? SetOperator.INTERSECT : SetOperator.EXCEPT;
        var all = context.ALL() != null;
        var byName = context.NAME() != null;
        var branches = new ArrayList<Query>();
        if (left instanceof Query.Compound same && isPlain(same, operator, all, byName)) {
            branches.addAll(same.branches());
        } else {
            branches.add(left);
        }
        branches.add(right);
        return new Query.Compound(List.of(), operator, all, byName, List.copyOf(branches), List.of(), null, span);
    }

    private static boolean isPlain(Query.Compound compound, SetOperator operator, boolean all, boolean byName) {
        return compound.operator() == operator
                && compound.all() == all
                && compound.byName() == byName
                && compound.branches().size() > 1
                && compound.ctes().isEmpty()
                && compound.orderBy().isEmpty()
                && compound.limit() == null;
    }

    List<Cte> ctes(HogQlParser.@Nullable WithClauseContext context) {
        return context == null
                ? List.of()
                : context.cte().stream()
                        .map(cte -> cte(cte, context.RECURSIVE() != null))
                        .toList();
    }

    private Cte cte(HogQlParser.CteContext context, boolean recursive) {
        return switch (context) {
            case HogQlParser.SubqueryCteContext cte ->
                new Cte.OfQuery(
                        ExpressionBuilder.name(cte.identifier(0)),
                        ExpressionBuilder.names(
                                cte.identifier().subList(1, cte.identifier().size())),
                        recursive,
                        cte.MATERIALIZED() == null ? null : cte.NOT() == null,
                        query(cte.query()),
                        spans.of(cte));
            case HogQlParser.ValueCteContext cte ->
                new Cte.OfExpr(
                        ExpressionBuilder.name(cte.identifier()), expressions.of(cte.expression()), spans.of(cte));
            default -> throw new IllegalStateException(context.getText());
        };
    }

    private Query select(HogQlParser.SelectContext context, List<Cte> ctes, Span span) {
        refuseUnsupported(context);
        return new Query.Select(
                ctes,
                distinct(context.distinct()),
                context.selectItem().stream().map(this::item).toList(),
                context.from() == null ? null : relations.from(context.from()),
                context.arrayJoin().stream().map(this::arrayJoin).toList(),
                context.prewhere() == null
                        ? null
                        : expressions.aliased(context.prewhere().aliased()),
                context.where() == null
                        ? null
                        : expressions.aliased(context.where().aliased()),
                context.groupBy() == null ? new Grouping.None() : Groupings.of(context.groupBy(), expressions, spans),
                context.having() == null
                        ? null
                        : expressions.aliased(context.having().aliased()),
                context.windows() == null
                        ? List.of()
                        : context.windows().namedWindow().stream()
                                .map(window -> new Query.NamedWindow(
                                        ExpressionBuilder.name(window.identifier()),
                                        expressions.calls().window(window.window())))
                                .toList(),
                context.qualify().isEmpty()
                        ? null
                        : expressions.aliased(context.qualify().getFirst().aliased()),
                orderBy(context.orderBy()),
                context.limitBy() == null ? null : limitBy(context.limitBy()),
                context.top() == null ? limit(context.limit()) : top(context.top()),
                span);
    }

    private void refuseUnsupported(HogQlParser.SelectContext context) {
        if (context.settings() != null) {
            throw HogQlException.unsupported("SETTINGS is not supported", spans.of(context.settings()));
        }
        if (context.sample() != null) {
            throw HogQlException.unsupported("SAMPLE is supported after a table only", spans.of(context.sample()));
        }
        if (context.qualify().size() > 1) {
            throw HogQlException.syntax("QUALIFY can be given only once", spans.of(context.qualify(1)));
        }
        if (context.top() != null && context.limit() != null) {
            throw HogQlException.syntax("TOP and LIMIT exclude each other", spans.of(context.top()));
        }
    }

    private Expr item(HogQlParser.SelectItemContext context) {
        var expr = expressions.of(context.expression());
        var alias = context.identifier() != null ? context.identifier() : context.implicitAlias();
        return alias == null ? expr : new Expr.Alias(expr, ExpressionBuilder.name(alias), spans.of(context));
    }

    private Distinct distinct(HogQlParser.@Nullable DistinctContext context) {
        return context == null ? Distinct.NONE : new Distinct(true, expressions.all(context.expression()));
    }

    private ArrayJoin arrayJoin(HogQlParser.ArrayJoinContext context) {
        var arrays = context.arrayJoinItem().stream()
                .map(item -> {
                    var alias = item.identifier() != null ? item.identifier() : item.implicitAlias();
                    var expr = expressions.of(item.expression());
                    return alias == null ? expr : new Expr.Alias(expr, ExpressionBuilder.name(alias), spans.of(item));
                })
                .toList();
        return new ArrayJoin(context.LEFT() != null, arrays, spans.of(context));
    }

    List<OrderItem> orderBy(HogQlParser.@Nullable OrderByContext context) {
        return context == null
                ? List.of()
                : context.orderItem().stream().map(this::orderItem).toList();
    }

    private OrderItem orderItem(HogQlParser.OrderItemContext context) {
        if (context.COLLATE() != null) {
            throw HogQlException.unsupported("COLLATE is not supported", spans.of(context));
        }
        if (context.FILL() != null) {
            throw HogQlException.unsupported("WITH FILL is not supported", spans.of(context));
        }
        return new OrderItem(
                expressions.aliased(context.aliased()),
                context.DESC() != null,
                context.NULLS() == null ? null : context.FIRST() != null);
    }

    private Query.LimitBy limitBy(HogQlParser.LimitByContext context) {
        var parts = expressions.all(context.expression());
        if (context.OFFSET() != null) {
            return new Query.LimitBy(parts.getFirst(), parts.get(1), parts.subList(2, parts.size()));
        }
        var hasOffset = context.getChild(2).getText().equals(",");
        return hasOffset
                ? new Query.LimitBy(parts.get(1), parts.getFirst(), parts.subList(2, parts.size()))
                : new Query.LimitBy(parts.getFirst(), null, parts.subList(1, parts.size()));
    }

    private Limit top(HogQlParser.TopContext context) {
        return new Limit(
                new Expr.Constant(
                        new Literal.Whole(new BigInteger(context.INTEGER().getText())), spans.of(context)),
                null,
                false,
                context.TIES() != null);
    }

    private @Nullable Limit limit(HogQlParser.@Nullable LimitContext context) {
        return switch (context) {
            case null -> null;
            case HogQlParser.PlainLimitContext plain -> {
                var offset = plain.OFFSET() == null ? null : expressions.of(plain.expression(1));
                yield new Limit(
                        expressions.of(plain.expression(0)),
                        offset,
                        plain.PERCENT_WORD() != null,
                        plain.TIES() != null);
            }
            case HogQlParser.CommaLimitContext comma ->
                new Limit(
                        expressions.of(comma.expression(1)),
                        expressions.of(comma.expression(0)),
                        false,
                        comma.TIES() != null);
            case HogQlParser.OffsetLimitContext offset ->
                new Limit(
                        offset.fetch() == null
                                ? null
                                : expressions.of(offset.fetch().expression()),
                        expressions.of(offset.expression()),
                        false,
                        offset.fetch() != null && offset.fetch().TIES() != null);
            case HogQlParser.FetchLimitContext fetch ->
                new Limit(
                        expressions.of(fetch.fetch().expression()),
                        null,
                        false,
                        fetch.fetch().TIES() != null);
            default -> throw new IllegalStateException(context.getText());
        };
    }
}
