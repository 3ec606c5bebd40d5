package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives expressions of one SELECT their meaning. */
final class TermResolver {

    private final Workspace workspace;
    private final QueryResolver queries;
    private final Scope scope;
    private final FieldResolver fields;
    private final CallResolver callsWithRows;
    private final NameResolver names;
    private final MembershipResolver memberships;
    private final Calls calls;
    private Place place = Place.COLUMNS;

    TermResolver(Workspace workspace, QueryResolver queries, Scope scope) {
        this.workspace = workspace;
        this.queries = queries;
        this.scope = scope;
        this.fields = new FieldResolver(workspace, queries, scope);
        this.callsWithRows = new CallResolver(workspace, scope, this);
        this.calls = new Calls(workspace.options().zone());
        this.names = new NameResolver(scope, this);
        this.memberships = new MembershipResolver(workspace, queries, scope, this, names, calls);
    }

    NameResolver names() {
        return names;
    }

    FieldResolver fields() {
        return fields;
    }

    Place place() {
        return place;
    }

    Term resolve(Expr expr, Place place) {
        var outer = this.place;
        this.place = place;
        try {
            return resolve(expr);
        } finally {
            this.place = outer;
        }
    }

    @Nullable
    Term resolveNullable(@Nullable Expr expr, Place place) {
        return expr == null ? null : resolve(expr, place);
    }

    List<Term> resolveAll(List<Expr> exprs) {
        return exprs.stream().map(this::resolve).toList();
    }

    Term resolve(Expr expr) {
        var span = expr.span();
        return switch (expr) {
            case Expr.Constant(var literal, var _) -> Calls.value(literal);
            case Expr.Field field -> names.field(field);
            case Expr.Star star -> throw HogQlException.resolution("`*` cannot stand here", star.span());
            case Expr.Placeholder placeholder -> resolve(Placeholders.value(placeholder, workspace.options()));
            case Expr.Alias(var aliased, var _, var _) -> resolve(aliased);
            case Expr.Call call -> callsWithRows.resolve(call);
            case Expr.Not(var operand, var _) -> call("not", span, operand);
            case Expr.Negate(var operand, var _) -> call("negate", span, operand);
            case Expr.Binary binary -> binary(binary);
            case Expr.And(var terms, var _) -> calls.call("and", resolveAll(terms), spans(terms), span);
            case Expr.Or(var terms, var _) -> calls.call("or", resolveAll(terms), spans(terms), span);
            case Expr.Between between -> between(between);
            case Expr.IsNull(var value, var negated, var _) -> call(negated ? "isNotNull" : "isNull", span, value);
            case Expr.InCohort inCohort -> memberships.inCohort(inCohort);
            case Expr.Case choice -> choice(choice);
            case Expr.Cast(var value, var type, var safe, var _) -> cast(resolve(value), type, safe, span);
            case Expr.Index(var object, var index, var _) -> index(resolve(object), resolve(index), span);
            case Expr.Member(var object, var name, var _) -> fields.access(resolve(object), name, span);
            case Expr.Tuple(var items, var _) -> calls.call("tuple", resolveAll(items), spans(items), span);
            case Expr.Array(var items, var _) -> calls.call("array", resolveAll(items), spans(items), span);
            case Expr.Lambda lambda ->
                throw HogQlException.resolution("A lambda can only be passed to a function", lambda.span());
            case Expr.Subquery subquery -> scalar(rows(subquery), span);
        };
    }

    private Term call(String function, Span span, Expr... operands) {
        var list = List.of(operands);
        return calls.call(function, resolveAll(list), spans(list), span);
    }

    static List<Span> spans(List<Expr> exprs) {
        return exprs.stream().map(Expr::span).toList();
    }

    private Term binary(Expr.Binary binary) {
        var span = binary.span();
        return switch (binary.operator()) {
            case IN, NOT_IN -> memberships.in(binary);
            case MATCH -> call("match", span, binary.left(), binary.right());
            case NOT_MATCH -> calls.call("not", span, call("match", span, binary.left(), binary.right()));
            case IMATCH -> insensitive(binary);
            case NOT_IMATCH -> calls.call("not", span, insensitive(binary));
            case MULTIPLY,
                    DIVIDE,
                    MODULO,
                    PLUS,
                    MINUS,
                    CONCAT,
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    LIKE,
                    NOT_LIKE,
                    ILIKE,
                    NOT_ILIKE,
                    DISTINCT_FROM,
                    NOT_DISTINCT_FROM -> call(binary.operator().function(), span, binary.left(), binary.right());
        };
    }

    private Term insensitive(Expr.Binary binary) {
        var flag = Calls.value(new Literal.Text("(?i)"));
        var pattern = calls.call("concat", binary.right().span(), flag, resolve(binary.right()));
        return calls.call("match", binary.span(), resolve(binary.left()), pattern);
    }

    private Term between(Expr.Between between) {
        var span = between.span();
        var value = resolve(between.value());
        var low = resolve(between.low());
        var high = resolve(between.high());
        return between.negated()
                ? calls.call("or", span, calls.call("less", span, value, low), calls.call("greater", span, value, high))
                : calls.call(
                        "and",
                        span,
                        calls.call("greaterOrEquals", span, value, low),
                        calls.call("lessOrEquals", span, value, high));
    }

    private Term choice(Expr.Case choice) {
        var span = choice.span();
        var arguments = new ArrayList<Term>();
        for (var branch : choice.branches()) {
            var condition = resolve(branch.condition());
            arguments.add(
                    choice.subject() == null
                            ? condition
                            : calls.call("equals", branch.condition().span(), resolve(choice.subject()), condition));
            arguments.add(resolve(branch.result()));
        }
        arguments.add(choice.otherwise() == null ? Calls.value(new Literal.Null()) : resolve(choice.otherwise()));
        return calls.call("multiIf", arguments, List.of(), span);
    }

    private Term cast(Term value, String name, boolean safe, Span span) {
        var type = TypeNames.parse(name)
                .orElseThrow(() -> HogQlException.resolution("Unknown type `%s`".formatted(name), span));
        return new Term.Convert(value, type.nullableIf(safe || value.type().isNullable()), safe);
    }

    /** {@code object[index]}, which also reaches into JSON. */
    private Term index(Term object, Term index, Span span) {
        var isJson = object instanceof Term.Property || object.type().bare() == Type.Simple.JSON;
        if (isJson && index instanceof Term.Value(var literal, var _)) {
            return switch (literal) {
                case Literal.Text(var key) -> fields.access(object, key, span);
                case Literal.Whole(var number)
                when number.bitLength() < Integer.SIZE -> {
                    var step = new Term.Property.Step.Position(number.intValue());
                    yield object instanceof Term.Property(var json, var path)
                            ? new Term.Property(json, added(path, step))
                            : new Term.Property(object, List.of(step));
                }
                case Literal.Whole _, Literal.Real _, Literal.Truth _, Literal.Null _ ->
                    throw HogQlException.resolution("JSON is indexed by a key or a position", span);
            };
        }
        return calls.call("arrayElement", span, object, index);
    }

    private static List<Term.Property.Step> added(List<Term.Property.Step> path, Term.Property.Step step) {
        var longer = new ArrayList<>(path);
        longer.add(step);
        return List.copyOf(longer);
    }

    private static Term scalar(Rows rows, Span span) {
        if (rows.columns().size() != 1) {
            throw HogQlException.resolution(
                    "A subquery used as a value must have one column, this one has %d"
                            .formatted(rows.columns().size()),
                    span);
        }
        return new Term.Scalar(rows);
    }

    Term exists(Expr.Subquery subquery) {
        return new Term.Exists(rows(subquery));
    }

    Rows rows(Expr.Subquery subquery) {
        if (!scope.lambdas().isEmpty()) {
            throw HogQlException.unsupported("A subquery cannot be used in a lambda", subquery.span());
        }
        return queries.resolve(subquery.query(), scope);
    }
}
