package dev.hedgerow.hogql.print;

import dev.hedgerow.hogql.ast.ArrayJoin;
import dev.hedgerow.hogql.ast.CallOptions;
import dev.hedgerow.hogql.ast.Cte;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Join;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.Operator;
import dev.hedgerow.hogql.ast.OrderItem;
import dev.hedgerow.hogql.ast.Over;
import dev.hedgerow.hogql.ast.Query;
import dev.hedgerow.hogql.ast.Relation;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.ast.Window;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any syntax tree that a text can have. */
final class Trees {

    private static final Span NOWHERE = Span.NONE;

    private Trees() {}

    static Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "a",
                        "b1",
                        "$browser",
                        "select",
                        "order",
                        "group",
                        "left",
                        "interval",
                        "day",
                        "values",
                        "inf",
                        "NaN",
                        "with",
                        "f",
                        "x y",
                        "a\"b",
                        "a`b",
                        "a\\b",
                        "Ünï",
                        "1a",
                        "a.b",
                        "lambda",
                        "columns",
                        ""),
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(6));
    }

    private static Arbitrary<Literal> literals() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8).map(Literal.Text::new),
                Arbitraries.of("it's", "\\d+", "a\nb", "{x}", "--", "/* */", "\t\r\0")
                        .map(Literal.Text::new),
                Arbitraries.bigIntegers().map(Literal.Whole::new),
                Arbitraries.doubles().map(Literal.Real::new),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1e-300)
                        .map(Literal.Real::new),
                Arbitraries.of(true, false).map(Literal.Truth::new),
                Arbitraries.just(new Literal.Null()));
    }

    static Arbitrary<Expr> expressions(int depth) {
        var leaves = Arbitraries.<Expr>oneOf(
                literals().map(literal -> new Expr.Constant(literal, NOWHERE)),
                names().list().ofMinSize(1).ofMaxSize(3).map(chain -> new Expr.Field(chain, NOWHERE)),
                names().list().ofMinSize(1).ofMaxSize(2).map(chain -> new Expr.Placeholder(chain, NOWHERE)));
        if (depth == 0) {
            return leaves;
        }
        var inner = expressions(depth - 1);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(2, leaves),
                net.jqwik.api.Tuple.of(3, operators(inner)),
                net.jqwik.api.Tuple.of(2, forms(inner)),
                net.jqwik.api.Tuple.of(1, calls(inner)));
    }

    private static Arbitrary<Expr> operators(Arbitrary<Expr> inner) {
        // IN reads what is in parentheses as a list, and a sign before a number belongs to the number.
        var plain = Arbitraries.of(Operator.values()).filter(it -> it != Operator.IN && it != Operator.NOT_IN);
        var fields = names().map(name -> (Expr) new Expr.Field(List.of(name), NOWHERE));
        return Arbitraries.oneOf(
                Combinators.combine(plain, inner, inner)
                        .as((operator, left, right) -> new Expr.Binary(operator, left, right, NOWHERE)),
                Combinators.combine(
                                Arbitraries.of(Operator.IN, Operator.NOT_IN),
                                inner,
                                inner.list().ofMaxSize(3))
                        .as((operator, left, items) ->
                                new Expr.Binary(operator, left, new Expr.Tuple(items, NOWHERE), NOWHERE)),
                inner.map(operand -> new Expr.Not(operand, NOWHERE)),
                fields.map(operand -> new Expr.Negate(operand, NOWHERE)),
                unnested(inner, Expr.And.class).map(terms -> new Expr.And(terms, NOWHERE)),
                unnested(inner, Expr.Or.class).map(terms -> new Expr.Or(terms, NOWHERE)),
                Combinators.combine(inner, inner, inner, Arbitraries.of(true, false))
                        .as((value, low, high, negated) -> new Expr.Between(value, low, high, negated, NOWHERE)),
                Combinators.combine(inner, Arbitraries.of(true, false))
                        .as((value, negated) -> new Expr.IsNull(value, negated, NOWHERE)));
    }

    private static Arbitrary<List<Expr>> unnested(Arbitrary<Expr> inner, Class<? extends Expr> type) {
        return inner.filter(expr -> !type.isInstance(expr)).list().ofMinSize(2).ofMaxSize(4);
    }

    private static Arbitrary<Expr> forms(Arbitrary<Expr> inner) {
        var objects = inner.filter(expr -> !(expr instanceof Expr.Constant));
        var branches = Combinators.combine(inner, inner)
                .as(Expr.When::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        return Arbitraries.oneOf(
                Combinators.combine(inner, names()).as((expr, name) -> new Expr.Alias(expr, name, NOWHERE)),
                Combinators.combine(inner, inner).as((object, index) -> new Expr.Index(object, index, NOWHERE)),
                Combinators.combine(objects, names()).as((object, name) -> new Expr.Member(object, name, NOWHERE)),
                inner.list().ofMaxSize(3).map(items -> new Expr.Tuple(items, NOWHERE)),
                inner.list().ofMaxSize(3).map(items -> new Expr.Array(items, NOWHERE)),
                Combinators.combine(
                                inner,
                                Arbitraries.of("Int64", "Nullable(String)", "Decimal(10, 2)", "Array(Tuple(a Int8))"),
                                Arbitraries.of(true, false))
                        .as((value, type, safe) -> new Expr.Cast(value, type, safe, NOWHERE)),
                Combinators.combine(inner.injectNull(0.5), branches, inner.injectNull(0.5))
                        .as((subject, whens, otherwise) -> new Expr.Case(subject, whens, otherwise, NOWHERE)),
                Combinators.combine(names().list().ofMinSize(1).ofMaxSize(2), inner)
                        .as((parameters, body) -> new Expr.Lambda(parameters, body, NOWHERE)),
                selects(inner).map(query -> new Expr.Subquery(query, NOWHERE)));
    }

    private static Arbitrary<Expr> calls(Arbitrary<Expr> inner) {
        var functions = Arbitraries.of("count", "left", "if", "sum", "any", "replace", "interval", "x y", "quantile");
        var items = Combinators.combine(
                        inner,
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false).injectNull(0.5))
                .as(OrderItem::new)
                .list()
                .ofMaxSize(2);
        var windows = Combinators.combine(
                        inner.list().ofMaxSize(2), items, frames(inner).injectNull(0.5))
                .as((keys, orderBy, frame) -> new Window(null, keys, orderBy, frame, NOWHERE));
        var over = Arbitraries.<Over>oneOf(
                names().map(name -> new Over.Named(name, NOWHERE)), windows.map(Over.Inline::new));
        var options = Combinators.combine(
                        Arbitraries.of(true, false),
                        items,
                        inner.injectNull(0.7),
                        Arbitraries.of(CallOptions.NullTreatment.values()).injectNull(0.7),
                        over.injectNull(0.7))
                .as((distinct, orderBy, filter, nulls, window) ->
                        new CallOptions(distinct, orderBy, List.of(), filter, nulls, window));
        return Combinators.combine(
                        functions,
                        inner.list().ofMinSize(1).ofMaxSize(2).injectNull(0.7),
                        inner.list().ofMaxSize(3),
                        options)
                .as((name, parameters, arguments, option) ->
                        new Expr.Call(name, parameters, arguments, option, NOWHERE));
    }

    private static Arbitrary<Window.Frame> frames(Arbitrary<Expr> inner) {
        var bounds = Arbitraries.<Window.Bound>oneOf(
                Arbitraries.just(new Window.Bound.CurrentRow()),
                inner.injectNull(0.5).map(Window.Bound.Preceding::new),
                inner.injectNull(0.5).map(Window.Bound.Following::new));
        return Combinators.combine(Arbitraries.of(Window.Unit.values()), bounds, bounds.injectNull(0.3))
                .as(Window.Frame::new);
    }

    static Arbitrary<Query> queries(int depth) {
        var selects = selects(expressions(depth));
        return Arbitraries.oneOf(selects, compounds(selects), values(expressions(depth)));
    }

    private static Arbitrary<Query> values(Arbitrary<Expr> inner) {
        var row = inner.filter(expr -> !(expr instanceof Expr.Alias)).list().ofSize(2);
        return row.list().ofMinSize(1).ofMaxSize(3).map(rows -> new Query.Values(rows, NOWHERE));
    }

    private static Arbitrary<Query> compounds(Arbitrary<Query> selects) {
        var limits = Arbitraries.longs()
                .between(0, 100)
                .map(count -> new Query.Limit(whole(count), null, false, false))
                .injectNull(0.5);
        return Combinators.combine(
                        Arbitraries.of(Query.SetOperator.values()),
                        Arbitraries.of(true, false),
                        selects.list().ofMinSize(2).ofMaxSize(3),
                        limits)
                .as((operator, all, branches, limit) ->
                        new Query.Compound(List.of(), operator, all, false, branches, List.of(), limit, NOWHERE));
    }

    private static Arbitrary<Query> selects(Arbitrary<Expr> inner) {
        var ctes = Combinators.combine(names(), inner.filter(expr -> !(expr instanceof Expr.Alias)))
                .as((name, expr) -> (Cte) new Cte.OfExpr(name, expr, NOWHERE))
                .list()
                .ofMaxSize(1);
        var froms = Combinators.combine(relations(), joins(inner).list().ofMaxSize(2))
                .as(Query.From::new);
        var groupings = Arbitraries.<Query.Grouping>oneOf(
                Arbitraries.just(new Query.Grouping.None()),
                Arbitraries.just(new Query.Grouping.All()),
                inner.list().ofMinSize(1).ofMaxSize(2).map(Query.Grouping.Keys::new));
        var arrayJoins = Combinators.combine(
                        Arbitraries.of(true, false), inner.list().ofMinSize(1).ofMaxSize(2))
                .as((left, arrays) -> new ArrayJoin(left, arrays, NOWHERE))
                .list()
                .ofMaxSize(1);
        var tails = Combinators.combine(
                        Arbitraries.longs().between(0, 100),
                        Arbitraries.longs().between(0, 100).injectNull(0.5))
                .as((count, offset) ->
                        new Query.Limit(whole(count), offset == null ? null : whole(offset), false, false))
                .injectNull(0.5);
        return Combinators.combine(
                        ctes,
                        Arbitraries.of(true, false),
                        inner.list().ofMinSize(1).ofMaxSize(3),
                        froms.injectNull(0.2),
                        arrayJoins,
                        inner.injectNull(0.5),
                        groupings,
                        tails)
                .as((names, distinct, columns, from, arrays, where, grouping, limit) -> new Query.Select(
                        names,
                        new Query.Distinct(distinct, List.of()),
                        columns,
                        from,
                        arrays,
                        null,
                        where,
                        grouping,
                        null,
                        List.of(),
                        null,
                        List.of(),
                        null,
                        limit,
                        NOWHERE));
    }

    private static Arbitrary<Relation> relations() {
        var tables = names().list().ofMinSize(1).ofMaxSize(3).map(name ->
                (Relation.Source) new Relation.Source.Table(name, NOWHERE));
        return Combinators.combine(tables, names().injectNull(0.5), Arbitraries.of(true, false))
                .as((source, alias, isFinal) -> new Relation(source, alias, List.of(), isFinal, null, NOWHERE));
    }

    private static Arbitrary<Join> joins(Arbitrary<Expr> inner) {
        var kinds = Arbitraries.of(Join.Kind.INNER, Join.Kind.LEFT, Join.Kind.RIGHT, Join.Kind.FULL);
        var constraints = Arbitraries.<Join.Constraint>oneOf(
                inner.map(Join.Constraint.On::new),
                names().list().ofMinSize(1).ofMaxSize(2).map(columns -> new Join.Constraint.Using(columns, NOWHERE)));
        return Combinators.combine(kinds, Arbitraries.of(Join.Strictness.values()), relations(), constraints)
                .as((kind, strictness, right, constraint) ->
                        new Join(kind, strictness, false, right, constraint, NOWHERE));
    }

    private static Expr whole(long value) {
        return new Expr.Constant(Literal.Whole.of(value), NOWHERE);
    }
}
