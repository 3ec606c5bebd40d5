package dev.hedgerow.hogql.parser;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.CallOptions;
import dev.hedgerow.hogql.ast.CallOptions.NullTreatment;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.Operator;
import dev.hedgerow.hogql.ast.Over;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.ast.Window;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Calls, and the forms with words inside their parentheses that mean a call. */
final class CallBuilder {

    private static final Pattern INTERVAL = Pattern.compile("\\s*(-?\\d+)\\s+(\\w+?)s?\\s*");
    private static final List<String> INTERVAL_UNITS = List.of(
            "microsecond", "millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year");

    private final QueryBuilder queries;
    private final ExpressionBuilder expressions;
    private final Spans spans;

    CallBuilder(QueryBuilder queries, ExpressionBuilder expressions, Spans spans) {
        this.queries = queries;
        this.expressions = expressions;
        this.spans = spans;
    }

    Expr of(HogQlParser.PrimaryContext context) {
        var span = spans.of(context);
        return switch (context) {
            case HogQlParser.CallPrimaryContext primary -> call(primary.call(), span);
            case HogQlParser.CastContext cast ->
                new Expr.Cast(expressions.of(cast.expression()), typeName(cast.type()), cast.TRY_CAST() != null, span);
            case HogQlParser.ExtractContext extract ->
                Expr.Call.of(extractor(extract.name()), List.of(expressions.of(extract.expression())), span);
            case HogQlParser.SubstringContext substring ->
                Expr.Call.of("substring", expressions.all(substring.expression()), span);
            case HogQlParser.TrimContext trim -> trim(trim, span);
            case HogQlParser.IntervalContext interval ->
                interval(interval.intervalUnit().getText(), expressions.of(interval.operand()), span);
            case HogQlParser.IntervalTextContext interval ->
                interval(Texts.string(interval.STRING().getText()), span);
            case HogQlParser.ColumnsContext columns -> star(List.of(), pattern(columns), columns.starModifier(), span);
            case HogQlParser.TypedLiteralContext typed -> typedLiteral(typed, span);
            case HogQlParser.TemplateContext template ->
                Templates.read(template.getText(), spans.of(template), queries.offset(template));
            case HogQlParser.StarContext star -> star(List.of(), null, star.starModifier(), span);
            case HogQlParser.DictContext dict ->
                Expr.Call.of(
                        "map",
                        dict.dictEntry().stream()
                                .flatMap(entry -> expressions.all(entry.expression()).stream())
                                .toList(),
                        span);
            default ->
                throw new IllegalStateException(
                        "No syntax tree for " + context.getClass().getSimpleName());
        };
    }

    /** An operator's word is a function before parentheses, in any case. */
    private static String name(HogQlParser.FunctionNameContext context) {
        return context.identifier() == null
                ? context.getText().toLowerCase(Locale.ROOT)
                : ExpressionBuilder.name(context.identifier());
    }

    private Expr call(HogQlParser.CallContext context, Span span) {
        var name = name(context.functionName());
        var parametric = context.callArguments().size() == 2;
        var parameters = parametric ? arguments(context.callArguments(0)) : null;
        var last = context.callArguments().getLast();
        var arguments = arguments(last);
        var options = new CallOptions(
                last.DISTINCT() != null,
                queries.orderBy(last.orderBy()),
                context.withinGroup() == null
                        ? List.of()
                        : queries.orderBy(context.withinGroup().orderBy()),
                context.callFilter() == null
                        ? null
                        : expressions.of(context.callFilter().expression()),
                nulls(context.nullTreatment()),
                over(context.over()));
        if (name.equalsIgnoreCase("position")
                && arguments.size() == 1
                && arguments.getFirst() instanceof Expr.Binary in
                && in.operator() == Operator.IN) {
            arguments = List.of(in.right(), in.left());
        }
        return new Expr.Call(name, parameters, arguments, options, span);
    }

    private List<Expr> arguments(HogQlParser.CallArgumentsContext context) {
        return context.callArgument().stream().map(this::argument).toList();
    }

    private Expr argument(HogQlParser.CallArgumentContext context) {
        return context.bareQuery() == null
                ? expressions.aliased(context.aliased())
                : new Expr.Subquery(queries.query(context.bareQuery()), spans.of(context));
    }

    private static @Nullable NullTreatment nulls(HogQlParser.@Nullable NullTreatmentContext context) {
        if (context == null) {
            return null;
        }
        return context.IGNORE() != null ? NullTreatment.IGNORE : NullTreatment.RESPECT;
    }

    private @Nullable Over over(HogQlParser.@Nullable OverContext context) {
        if (context == null) {
            return null;
        }
        return context.identifier() != null
                ? new Over.Named(ExpressionBuilder.name(context.identifier()), spans.of(context))
                : new Over.Inline(window(context.window()));
    }

    Window window(HogQlParser.WindowContext context) {
        return new Window(
                context.identifier() == null ? null : ExpressionBuilder.name(context.identifier()),
                expressions.all(context.expression()),
                queries.orderBy(context.orderBy()),
                context.frame() == null ? null : frame(context.frame()),
                spans.of(context));
    }

    private Window.Frame frame(HogQlParser.FrameContext context) {
        var unit = Window.Unit.valueOf(context.getStart().getText().toUpperCase(Locale.ROOT));
        var bounds = context.frameBound().stream().map(this::bound).toList();
        return new Window.Frame(unit, bounds.getFirst(), bounds.size() == 2 ? bounds.getLast() : null);
    }

    private Window.Bound bound(HogQlParser.FrameBoundContext context) {
        if (context.CURRENT() != null) {
            return new Window.Bound.CurrentRow();
        }
        var offset = expressions.ofNullable(context.operand());
        return context.PRECEDING() != null ? new Window.Bound.Preceding(offset) : new Window.Bound.Following(offset);
    }

    Expr caseOf(HogQlParser.CaseContext context) {
        var parts = new ArrayList<>(expressions.all(context.expression()));
        var subject = context.getChild(1) instanceof HogQlParser.ExpressionContext ? parts.removeFirst() : null;
        var otherwise = context.ELSE() != null ? parts.removeLast() : null;
        var branches = IntStream.range(0, parts.size() / 2)
                .mapToObj(i -> new Expr.When(parts.get(2 * i), parts.get(2 * i + 1)))
                .toList();
        return new Expr.Case(subject, branches, otherwise, spans.of(context));
    }

    String typeName(HogQlParser.TypeContext context) {
        var name = ExpressionBuilder.name(context.name());
        return context.typeArgument().isEmpty()
                ? name
                : name + "("
                        + String.join(
                                ", ",
                                context.typeArgument().stream()
                                        .map(this::typeArgument)
                                        .toList())
                        + ")";
    }

    private String typeArgument(HogQlParser.TypeArgumentContext context) {
        if (context.type() == null) {
            return context.getText();
        }
        var label = context.name() == null ? "" : ExpressionBuilder.name(context.name()) + " ";
        return label + typeName(context.type());
    }

    private String extractor(HogQlParser.NameContext part) {
        return switch (part.getText().toLowerCase(Locale.ROOT)) {
            case "year" -> "toYear";
            case "quarter" -> "toQuarter";
            case "month" -> "toMonth";
            case "week" -> "toISOWeek";
            case "day" -> "toDayOfMonth";
            case "dow" -> "toDayOfWeek";
            case "doy" -> "toDayOfYear";
            case "hour" -> "toHour";
            case "minute" -> "toMinute";
            case "second" -> "toSecond";
            case "epoch" -> "toUnixTimestamp";
            case String other -> throw HogQlException.syntax("Cannot extract `%s`".formatted(other), spans.of(part));
        };
    }

    private Expr trim(HogQlParser.TrimContext context, Span span) {
        var function = context.BOTH() != null ? "trimBoth" : context.LEADING() != null ? "trimLeft" : "trimRight";
        var parts = expressions.all(context.expression());
        return Expr.Call.of(function, parts.reversed(), span);
    }

    private Expr interval(String text, Span span) {
        var written = INTERVAL.matcher(text.toLowerCase(Locale.ROOT));
        if (!written.matches() || !INTERVAL_UNITS.contains(written.group(2))) {
            throw HogQlException.syntax("Unsupported interval '%s'".formatted(text), span);
        }
        var count = new Expr.Constant(new Literal.Whole(new BigInteger(written.group(1))), span);
        return interval(written.group(2), count, span);
    }

    private static Expr interval(String unit, Expr count, Span span) {
        var singular = unit.toLowerCase(Locale.ROOT).replaceFirst("s$", "");
        var function = "toInterval" + Character.toUpperCase(singular.charAt(0)) + singular.substring(1);
        return Expr.Call.of(function, List.of(count), span);
    }

    private Expr typedLiteral(HogQlParser.TypedLiteralContext context, Span span) {
        var text =
                new Expr.Constant(new Literal.Text(Texts.string(context.STRING().getText())), span);
        return switch (context.identifier().getText().toLowerCase(Locale.ROOT)) {
            case "date" -> Expr.Call.of("toDate", List.of(text), span);
            case "timestamp", "datetime" -> Expr.Call.of("toDateTime", List.of(text), span);
            case String _ ->
                throw HogQlException.syntax(
                        "Unexpected %s".formatted(context.STRING().getText()), span);
        };
    }

    private String pattern(HogQlParser.ColumnsContext context) {
        if (context.aliased().size() == 1
                && expressions.aliased(context.aliased(0)) instanceof Expr.Constant constant
                && constant.value() instanceof Literal.Text text) {
            return text.value();
        }
        throw HogQlException.unsupported("COLUMNS takes one regular expression in quotes", spans.of(context));
    }

    Expr star(
            List<String> qualifier,
            @Nullable String pattern,
            List<HogQlParser.StarModifierContext> modifiers,
            Span span) {
        var excluded = new ArrayList<String>();
        var replaced = new ArrayList<Expr.Alias>();
        for (var modifier : modifiers) {
            switch (modifier) {
                case HogQlParser.ExcludeContext exclude -> excluded.addAll(ExpressionBuilder.names(exclude.name()));
                case HogQlParser.ReplaceContext replace ->
                    replace.replacement().forEach(replacement -> replaced.add(replacement(replacement)));
                default -> throw new IllegalStateException(modifier.getText());
            }
        }
        return new Expr.Star(qualifier, pattern, List.copyOf(excluded), List.copyOf(replaced), span);
    }

    private Expr.Alias replacement(HogQlParser.ReplacementContext context) {
        return new Expr.Alias(
                expressions.of(context.expression()), ExpressionBuilder.name(context.identifier()), spans.of(context));
    }
}
