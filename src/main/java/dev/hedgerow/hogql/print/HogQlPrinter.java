package dev.hedgerow.hogql.print;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.hogql.ast.CallOptions;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.Operator;
import dev.hedgerow.hogql.ast.OrderItem;
import dev.hedgerow.hogql.ast.Over;
import dev.hedgerow.hogql.ast.Query;
import dev.hedgerow.hogql.ast.Window;
import dev.hedgerow.hogql.parser.Words;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a syntax tree as HogQL in one canonical form; reading it gives the same tree. */
public final class HogQlPrinter {

    /** How tightly an expression holds together, from an alias to what needs no parentheses ever. */
    private enum Strength {
        ALIAS,
        LAMBDA,
        OR,
        AND,
        NOT,
        COMPARISON,
        SUM,
        PRODUCT,
        SIGN,
        POSTFIX
    }

    private HogQlPrinter() {}

    public static String print(Query query) {
        return HogQlQueryPrinter.print(query);
    }

    public static String print(Expr expr) {
        return print(expr, Strength.ALIAS);
    }

    /** Prints where an alias cannot stand. */
    static String unaliased(Expr expr) {
        return print(expr, Strength.LAMBDA);
    }

    private static String print(Expr expr, Strength least) {
        var text = bare(expr);
        return strength(expr).compareTo(least) < 0 ? "(" + text + ")" : text;
    }

    private static Strength strength(Expr expr) {
        return switch (expr) {
            case Expr.Alias _ -> Strength.ALIAS;
            case Expr.Lambda _ -> Strength.LAMBDA;
            case Expr.Or _ -> Strength.OR;
            case Expr.And _ -> Strength.AND;
            case Expr.Not _ -> Strength.NOT;
            case Expr.Between _, Expr.IsNull _, Expr.InCohort _ -> Strength.COMPARISON;
            case Expr.Binary binary -> strength(binary.operator());
            case Expr.Negate _ -> Strength.SIGN;
            case Expr.Constant constant -> isNegative(constant.value()) ? Strength.SIGN : Strength.POSTFIX;
            case Expr.Field _,
                    Expr.Star _,
                    Expr.Placeholder _,
                    Expr.Call _,
                    Expr.Case _,
                    Expr.Cast _,
                    Expr.Index _,
                    Expr.Member _,
                    Expr.Tuple _,
                    Expr.Array _,
                    Expr.Subquery _ -> Strength.POSTFIX;
        };
    }

    private static Strength strength(Operator operator) {
        return switch (operator) {
            case MULTIPLY, DIVIDE, MODULO -> Strength.PRODUCT;
            case PLUS, MINUS, CONCAT -> Strength.SUM;
            case EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    LIKE,
                    NOT_LIKE,
                    ILIKE,
                    NOT_ILIKE,
                    MATCH,
                    NOT_MATCH,
                    IMATCH,
                    NOT_IMATCH,
                    IN,
                    NOT_IN,
                    DISTINCT_FROM,
                    NOT_DISTINCT_FROM -> Strength.COMPARISON;
        };
    }

    private static boolean isNegative(Literal literal) {
        return switch (literal) {
            case Literal.Whole(var value) -> value.signum() < 0;
            case Literal.Real(var value) -> value < 0 || Double.compare(value, -0.0) == 0;
            case Literal.Text _, Literal.Truth _, Literal.Null _ -> false;
        };
    }

    private static String bare(Expr expr) {
        return switch (expr) {
            case Expr.Constant constant -> literal(constant.value());
            case Expr.Field(var chain, var _) -> chain(chain);
            case Expr.Star star -> star(star);
            case Expr.Placeholder(var chain, var _) -> "{" + chain(chain) + "}";
            case Expr.Alias(var aliased, var name, var _) -> unaliased(aliased) + " AS " + name(name);
            case Expr.Call call -> call(call);
            case Expr.Not(var operand, var _) -> "NOT " + print(operand, Strength.NOT);
            case Expr.Negate(var operand, var _) -> "-" + print(operand, Strength.POSTFIX);
            case Expr.Binary binary -> binary(binary);
            case Expr.And(var terms, var _) -> terms(terms, " AND ", Strength.NOT);
            case Expr.Or(var terms, var _) -> terms(terms, " OR ", Strength.AND);
            case Expr.Between(var value, var low, var high, var negated, var _) ->
                "%s%s BETWEEN %s AND %s"
                        .formatted(
                                print(value, Strength.SUM),
                                negated ? " NOT" : "",
                                print(low, Strength.SUM),
                                print(high, Strength.SUM));
            case Expr.IsNull(var value, var negated, var _) ->
                print(value, Strength.SUM) + (negated ? " IS NOT NULL" : " IS NULL");
            case Expr.InCohort(var value, var cohort, var negated, var _) ->
                print(value, Strength.SUM)
                        + (negated ? " NOT IN COHORT " : " IN COHORT ")
                        + print(cohort, Strength.SUM);
            case Expr.Case choice -> choice(choice);
            case Expr.Cast(var value, var type, var safe, var _) ->
                "%s(%s AS %s)".formatted(safe ? "TRY_CAST" : "CAST", unaliased(value), type);
            case Expr.Index(var object, var index, var _) ->
                print(object, Strength.POSTFIX) + "[" + unaliased(index) + "]";
            case Expr.Member(var object, var name, var _) ->
                object instanceof Expr.Field
                        ? "(" + bare(object) + ")." + name(name)
                        : print(object, Strength.POSTFIX) + "." + name(name);
            case Expr.Tuple(var items, var _) -> items.size() == 1 ? "(" + list(items) + ",)" : "(" + list(items) + ")";
            case Expr.Array(var items, var _) -> "[" + list(items) + "]";
            case Expr.Lambda(var parameters, var body, var _) ->
                (parameters.size() == 1 ? name(parameters.getFirst()) : "(" + names(parameters) + ")")
                        + " -> "
                        + unaliased(body);
            case Expr.Subquery(var query, var _) -> "(" + print(query) + ")";
        };
    }

    private static String terms(List<Expr> terms, String word, Strength least) {
        return terms.stream().map(term -> print(term, least)).collect(joining(word));
    }

    private static String binary(Expr.Binary binary) {
        var strength = strength(binary.operator());
        var comparison = strength == Strength.COMPARISON;
        var left = print(binary.left(), comparison ? Strength.SUM : strength);
        var isIn = binary.operator() == Operator.IN || binary.operator() == Operator.NOT_IN;
        var right = isIn && binary.right() instanceof Expr.Tuple tuple && isPlainItem(tuple.items())
                ? "(" + list(tuple.items()) + ")"
                : print(binary.right(), rightOf(strength));
        return left + " " + binary.operator().symbol() + " " + right;
    }

    /** What a right operand needs, as chains of operators lean to the left. */
    private static Strength rightOf(Strength operator) {
        return switch (operator) {
            case SUM -> Strength.PRODUCT;
            case PRODUCT -> Strength.SIGN;
            case ALIAS, LAMBDA, OR, AND, NOT, COMPARISON, SIGN, POSTFIX -> Strength.SUM;
        };
    }

    /** Whether a list of one item after IN is read as a list although no comma follows the item. */
    private static boolean isPlainItem(List<Expr> items) {
        return items.size() == 1 && !(items.getFirst() instanceof Expr.Subquery);
    }

    private static String choice(Expr.Case choice) {
        var subject = choice.subject() == null ? "" : " " + unaliased(choice.subject());
        var otherwise = choice.otherwise() == null ? "" : " ELSE " + unaliased(choice.otherwise());
        return choice.branches().stream()
                .map(branch -> " WHEN %s THEN %s".formatted(unaliased(branch.condition()), unaliased(branch.result())))
                .collect(joining("", "CASE" + subject, otherwise + " END"));
    }

    private static String star(Expr.Star star) {
        var text = new StringBuilder();
        if (!star.qualifier().isEmpty()) {
            text.append(chain(star.qualifier())).append('.');
        }
        text.append(star.pattern() == null ? "*" : "COLUMNS(" + string(star.pattern()) + ")");
        if (!star.excluded().isEmpty()) {
            text.append(" EXCLUDE (").append(names(star.excluded())).append(')');
        }
        if (!star.replaced().isEmpty()) {
            var replaced = star.replaced().stream().map(Expr.class::cast).toList();
            text.append(" REPLACE (").append(list(replaced)).append(')');
        }
        return text.toString();
    }

    private static String call(Expr.Call call) {
        var name = Words.isFunctionName(call.name()) ? call.name() : quoted(call.name());
        var parameters = call.parameters() == null ? "" : "(" + list(call.parameters()) + ")";
        return name + parameters + arguments(call) + suffix(call.options());
    }

    private static String arguments(Expr.Call call) {
        var options = call.options();
        var orderBy = options.orderBy().isEmpty() ? "" : " ORDER BY " + orderBy(options.orderBy());
        return "(" + (options.distinct() ? "DISTINCT " : "") + list(call.arguments()) + orderBy + ")";
    }

    private static String suffix(CallOptions options) {
        var text = new StringBuilder();
        if (!options.withinGroup().isEmpty()) {
            text.append(" WITHIN GROUP (ORDER BY ")
                    .append(orderBy(options.withinGroup()))
                    .append(')');
        }
        if (options.filter() != null) {
            text.append(" FILTER (WHERE ").append(unaliased(options.filter())).append(')');
        }
        if (options.nulls() != null) {
            text.append(' ').append(options.nulls()).append(" NULLS");
        }
        switch (options.over()) {
            case null -> {}
            case Over.Named(var window, var _) -> text.append(" OVER ").append(name(window));
            case Over.Inline(var window) ->
                text.append(" OVER (").append(window(window)).append(')');
        }
        return text.toString();
    }

    static String window(Window window) {
        var partitionBy = window.partitionBy().isEmpty()
                ? ""
                : window.partitionBy().stream()
                        .map(HogQlPrinter::unaliased)
                        .collect(joining(", ", " PARTITION BY ", ""));
        var orderBy = window.orderBy().isEmpty() ? "" : " ORDER BY " + orderBy(window.orderBy());
        var frame = window.frame() == null ? "" : " " + frame(window.frame());
        return ((window.base() == null ? "" : name(window.base())) + partitionBy + orderBy + frame).strip();
    }

    private static String frame(Window.Frame frame) {
        return frame.end() == null
                ? frame.unit() + " " + bound(frame.start())
                : "%s BETWEEN %s AND %s".formatted(frame.unit(), bound(frame.start()), bound(frame.end()));
    }

    private static String bound(Window.Bound bound) {
        return switch (bound) {
            case Window.Bound.CurrentRow() -> "CURRENT ROW";
            case Window.Bound.Preceding(var offset) -> distance(offset) + " PRECEDING";
            case Window.Bound.Following(var offset) -> distance(offset) + " FOLLOWING";
        };
    }

    private static String distance(@Nullable Expr offset) {
        return offset == null ? "UNBOUNDED" : print(offset, Strength.SUM);
    }

    static String orderBy(List<OrderItem> items) {
        return items.stream()
                .map(item -> print(item.expr()) + (item.descending() ? " DESC" : " ASC") + nulls(item.nullsFirst()))
                .collect(joining(", "));
    }

    private static String nulls(@Nullable Boolean first) {
        return first == null ? "" : first ? " NULLS FIRST" : " NULLS LAST";
    }

    static String list(List<? extends Expr> items) {
        return items.stream().map(HogQlPrinter::print).collect(joining(", "));
    }

    static String names(List<String> names) {
        return names.stream().map(HogQlPrinter::name).collect(joining(", "));
    }

    static String chain(List<String> names) {
        return names.stream().map(HogQlPrinter::name).collect(joining("."));
    }

    static String name(String name) {
        return Words.isName(name) ? name : quoted(name);
    }

    private static String quoted(String name) {
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    static String literal(Literal literal) {
        return switch (literal) {
            case Literal.Text(var value) -> string(value);
            case Literal.Whole(var value) -> value.toString();
            case Literal.Real(var value) -> real(value);
            case Literal.Truth(var value) -> value ? "true" : "false";
            case Literal.Null() -> "NULL";
        };
    }

    private static String real(double value) {
        if (Double.isFinite(value)) {
            return Double.toString(value).toLowerCase(Locale.ROOT);
        }
        return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }

    private static String string(String value) {
        var text = value.replace("\\", "\\\\")
                .replace("'", "\\'")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace("\0", "\\0");
        return "'" + text + "'";
    }
}
