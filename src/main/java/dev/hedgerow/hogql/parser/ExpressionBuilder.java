package dev.hedgerow.hogql.parser;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.Operator;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.RuleNode;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Operators, names and literals; sugar becomes the function it stands for. */
final class ExpressionBuilder extends HogQlParserBaseVisitor<Expr> {

    /** Chains such as {@code a + b + …} nest to the left without brackets; those of AND and OR do not count. */
    private static final int MAX_DEPTH = 4 * Complexity.MAX_DEPTH;

    private final QueryBuilder queries;
    private final Spans spans;
    private final CallBuilder calls;
    private int depth;

    ExpressionBuilder(QueryBuilder queries, Spans spans) {
        this.queries = queries;
        this.spans = spans;
        this.calls = new CallBuilder(queries, this, spans);
    }

    Expr of(ParserRuleContext context) {
        if (++depth > MAX_DEPTH) {
            throw Complexity.tooDeep(spans.of(context));
        }
        var expr = context.accept(this);
        depth--;
        if (expr == null) {
            throw new IllegalStateException(
                    "No syntax tree for " + context.getClass().getSimpleName());
        }
        return expr;
    }

    @Nullable
    Expr ofNullable(@Nullable ParserRuleContext context) {
        return context == null ? null : of(context);
    }

    List<Expr> all(List<? extends ParserRuleContext> contexts) {
        return contexts.stream().map(this::of).toList();
    }

    Expr aliased(HogQlParser.AliasedContext context) {
        var expr = of(context.expression());
        return context.identifier() == null
                ? expr
                : new Expr.Alias(expr, name(context.identifier()), spans.of(context));
    }

    List<Expr> allAliased(List<HogQlParser.AliasedContext> contexts) {
        return contexts.stream().map(this::aliased).toList();
    }

    static String name(ParserRuleContext identifier) {
        return Texts.identifier(identifier.getText());
    }

    static List<String> names(List<? extends ParserRuleContext> identifiers) {
        return identifiers.stream().map(ExpressionBuilder::name).toList();
    }

    CallBuilder calls() {
        return calls;
    }

    // ---- logic ----

    @Override
    public Expr visitOperandExpression(HogQlParser.OperandExpressionContext context) {
        return of(context.operand());
    }

    @Override
    public Expr visitAnd(HogQlParser.AndContext context) {
        return new Expr.And(terms(context, HogQlParser.AndContext.class), spans.of(context));
    }

    @Override
    public Expr visitOr(HogQlParser.OrContext context) {
        return new Expr.Or(terms(context, HogQlParser.OrContext.class), spans.of(context));
    }

    /** Walks down the left side without recursion: thousands of conditions are ordinary in generated queries. */
    private List<Expr> terms(ParserRuleContext context, Class<? extends ParserRuleContext> type) {
        var terms = new ArrayDeque<Expr>();
        ParserRuleContext left = context;
        while (type.isInstance(left)) {
            terms.addFirst(of((ParserRuleContext) left.getChild(2)));
            left = (ParserRuleContext) left.getChild(0);
        }
        terms.addFirst(of(left));
        return List.copyOf(terms);
    }

    @Override
    public Expr visitNot(HogQlParser.NotContext context) {
        return new Expr.Not(of(context.operand()), spans.of(context));
    }

    @Override
    public Expr visitTernary(HogQlParser.TernaryContext context) {
        return Expr.Call.of("if", all(context.expression()), spans.of(context));
    }

    @Override
    public Expr visitCoalesce(HogQlParser.CoalesceContext context) {
        return Expr.Call.of("ifNull", all(context.operand()), spans.of(context));
    }

    @Override
    public Expr visitArrowLambda(HogQlParser.ArrowLambdaContext context) {
        var left = of(context.expression(0));
        var parameters = left instanceof Expr.Tuple tuple ? tuple.items() : List.of(left);
        return new Expr.Lambda(
                parameters.stream().map(ExpressionBuilder::parameter).toList(),
                of(context.expression(1)),
                spans.of(context));
    }

    private static String parameter(Expr written) {
        if (written instanceof Expr.Field field && field.chain().size() == 1) {
            return field.chain().getFirst();
        }
        throw HogQlException.syntax("The parameters of a lambda must be plain names", written.span());
    }

    @Override
    public Expr visitPythonLambda(HogQlParser.PythonLambdaContext context) {
        return new Expr.Lambda(names(context.identifier()), of(context.expression()), spans.of(context));
    }

    // ---- operators ----

    @Override
    public Expr visitPrimaryOperand(HogQlParser.PrimaryOperandContext context) {
        return of(context.primary());
    }

    @Override
    public Expr visitNegate(HogQlParser.NegateContext context) {
        var span = spans.of(context);
        return switch (of(context.operand())) {
            case Expr.Constant(Literal.Whole(var value), var _) ->
                new Expr.Constant(new Literal.Whole(value.negate()), span);
            case Expr.Constant(Literal.Real(var value), var _) -> new Expr.Constant(new Literal.Real(-value), span);
            case Expr operand -> new Expr.Negate(operand, span);
        };
    }

    @Override
    public Expr visitMultiply(HogQlParser.MultiplyContext context) {
        return binary(Operators.of(symbol(context)), context);
    }

    @Override
    public Expr visitAdd(HogQlParser.AddContext context) {
        return binary(Operators.of(symbol(context)), context);
    }

    @Override
    public Expr visitCompare(HogQlParser.CompareContext context) {
        return binary(Operators.of(context.comparison().getStart().getType()), context);
    }

    @Override
    public Expr visitLike(HogQlParser.LikeContext context) {
        return binary(Operators.like(context.ILIKE() != null, context.NOT() != null), context);
    }

    @Override
    public Expr visitDistinctFrom(HogQlParser.DistinctFromContext context) {
        return binary(context.NOT() == null ? Operator.DISTINCT_FROM : Operator.NOT_DISTINCT_FROM, context);
    }

    @Override
    public Expr visitIn(HogQlParser.InContext context) {
        var right = of(context.operand(1));
        if (isParenthesized(context.operand(1)) && !(right instanceof Expr.Subquery) && !isTuple(context.operand(1))) {
            right = new Expr.Tuple(List.of(right), right.span());
        }
        var operator = context.NOT() == null ? Operator.IN : Operator.NOT_IN;
        return new Expr.Binary(operator, of(context.operand(0)), right, spans.of(context));
    }

    @Override
    public Expr visitInCohort(HogQlParser.InCohortContext context) {
        return new Expr.InCohort(
                of(context.operand(0)), of(context.operand(1)), context.NOT() != null, spans.of(context));
    }

    @Override
    public Expr visitBetween(HogQlParser.BetweenContext context) {
        return new Expr.Between(
                of(context.operand(0)),
                of(context.operand(1)),
                of(context.operand(2)),
                context.NOT() != null,
                spans.of(context));
    }

    @Override
    public Expr visitIsNull(HogQlParser.IsNullContext context) {
        return new Expr.IsNull(of(context.operand()), context.NOT() != null, spans.of(context));
    }

    private Expr binary(Operator operator, ParserRuleContext context) {
        return new Expr.Binary(
                operator,
                of((ParserRuleContext) context.getChild(0)),
                of((ParserRuleContext) context.getChild(context.getChildCount() - 1)),
                spans.of(context));
    }

    private static int symbol(ParserRuleContext context) {
        return ((TerminalNode) context.getChild(1)).getSymbol().getType();
    }

    // ---- access ----

    @Override
    public Expr visitIndex(HogQlParser.IndexContext context) {
        return new Expr.Index(of(context.operand()), of(context.expression()), spans.of(context));
    }

    @Override
    public Expr visitSlice(HogQlParser.SliceContext context) {
        var span = spans.of(context);
        var from = bound(context, ParseSide.BEFORE_COLON);
        var to = bound(context, ParseSide.AFTER_COLON);
        var one = new Expr.Constant(Literal.Whole.of(1), span);
        var start = from == null ? one : from;
        var arguments = new ArrayList<>(List.of(of(context.operand()), start));
        if (to != null) {
            var distance = new Expr.Binary(Operator.MINUS, to, start, span);
            arguments.add(from == null ? to : new Expr.Binary(Operator.PLUS, distance, one, span));
        }
        return Expr.Call.of("arraySlice", arguments, span);
    }

    private enum ParseSide {
        BEFORE_COLON,
        AFTER_COLON
    }

    private @Nullable Expr bound(HogQlParser.SliceContext context, ParseSide side) {
        var colon = context.children.indexOf((ParseTree) context.COLON());
        var at = side == ParseSide.BEFORE_COLON ? colon - 1 : colon + 1;
        return context.getChild(at) instanceof HogQlParser.ExpressionContext bound ? of(bound) : null;
    }

    @Override
    public Expr visitTupleAccess(HogQlParser.TupleAccessContext context) {
        var span = spans.of(context);
        var expr = of(context.operand());
        for (var position : context.getStop().getText().split("\\.")) {
            if (!position.chars().allMatch(Character::isDigit)) {
                throw HogQlException.syntax(
                        "Unexpected `%s`".formatted(context.getStop().getText()), span);
            }
            var index = new Expr.Constant(new Literal.Whole(new BigInteger(position)), span);
            expr = Expr.Call.of("tupleElement", List.of(expr, index), span);
        }
        return expr;
    }

    @Override
    public Expr visitMember(HogQlParser.MemberContext context) {
        var name = name(context.name());
        var object = of(context.operand());
        if (object instanceof Expr.Field field && !isParenthesized(context.operand())) {
            var longer = new ArrayList<>(field.chain());
            longer.add(name);
            return new Expr.Field(List.copyOf(longer), spans.of(context));
        }
        return new Expr.Member(object, name, spans.of(context));
    }

    @Override
    public Expr visitQualifiedStar(HogQlParser.QualifiedStarContext context) {
        if (of(context.operand()) instanceof Expr.Field field) {
            return calls.star(field.chain(), null, context.starModifier(), spans.of(context));
        }
        throw HogQlException.syntax("Only a table can be followed by `.*`", spans.of(context));
    }

    @Override
    public Expr visitPostfixCast(HogQlParser.PostfixCastContext context) {
        return new Expr.Cast(of(context.operand()), calls.typeName(context.type()), false, spans.of(context));
    }

    /** Whether the operand is something in parentheses, be it a tuple. */
    static boolean isParenthesized(ParserRuleContext context) {
        return context instanceof HogQlParser.PrimaryOperandContext operand
                && (operand.primary() instanceof HogQlParser.ParenthesizedContext
                        || operand.primary() instanceof HogQlParser.SubqueryContext);
    }

    private static boolean isTuple(HogQlParser.OperandContext context) {
        return context instanceof HogQlParser.PrimaryOperandContext operand
                && operand.primary() instanceof HogQlParser.ParenthesizedContext parentheses
                && (parentheses.aliased().size() != 1 || !parentheses.COMMA().isEmpty());
    }

    // ---- primaries ----

    @Override
    public Expr visitNamePrimary(HogQlParser.NamePrimaryContext context) {
        var span = spans.of(context);
        return switch (context.getText()) {
            case "inf", "Inf", "INF" -> new Expr.Constant(new Literal.Real(Double.POSITIVE_INFINITY), span);
            case "nan", "NaN", "NAN" -> new Expr.Constant(new Literal.Real(Double.NaN), span);
            case String _ -> new Expr.Field(List.of(name(context.identifier())), span);
        };
    }

    @Override
    public Expr visitLiteralPrimary(HogQlParser.LiteralPrimaryContext context) {
        var literal = context.literal();
        var span = spans.of(context);
        if (literal.number() != null) {
            return new Expr.Constant(Operators.number(literal.number(), span), span);
        }
        var value = switch (literal.getStart().getType()) {
            case HogQlLexer.STRING -> new Literal.Text(Texts.string(literal.getText()));
            case HogQlLexer.TRUE -> new Literal.Truth(true);
            case HogQlLexer.FALSE -> new Literal.Truth(false);
            default -> new Literal.Null();
        };
        return new Expr.Constant(value, span);
    }

    @Override
    public Expr visitPlaceholderPrimary(HogQlParser.PlaceholderPrimaryContext context) {
        if (of(context.placeholder().expression()) instanceof Expr.Field field) {
            return queries.placeholder(field.chain(), spans.of(context));
        }
        return queries.placeholder(List.of(), spans.of(context));
    }

    @Override
    public Expr visitArray(HogQlParser.ArrayContext context) {
        return new Expr.Array(allAliased(context.aliased()), spans.of(context));
    }

    @Override
    public Expr visitParenthesized(HogQlParser.ParenthesizedContext context) {
        var items = allAliased(context.aliased());
        return items.size() == 1 && context.COMMA().isEmpty()
                ? items.getFirst()
                : new Expr.Tuple(items, spans.of(context));
    }

    @Override
    public Expr visitSubquery(HogQlParser.SubqueryContext context) {
        return new Expr.Subquery(queries.query(context.query()), spans.of(context));
    }

    @Override
    public Expr visitCase(HogQlParser.CaseContext context) {
        return calls.caseOf(context);
    }

    // Everything else that starts an expression has the shape of a call.
    @Override
    public Expr visitChildren(RuleNode node) {
        return calls.of((HogQlParser.PrimaryContext) node.getRuleContext());
    }
}
