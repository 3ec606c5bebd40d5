package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.CallOptions;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.OrderItem;
import dev.hedgerow.hogql.ast.Over;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.ast.Window;
import dev.hedgerow.hogql.function.Function;
import dev.hedgerow.hogql.function.Kind;
import dev.hedgerow.hogql.plan.Input;
import dev.hedgerow.hogql.plan.Modifiers;
import dev.hedgerow.hogql.plan.Ordering;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.plan.Terms;
import dev.hedgerow.hogql.plan.WindowSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls as they are written: with lambdas, over groups, over windows. */
final class CallResolver {

    private final Workspace workspace;
    private final Scope scope;
    private final TermResolver terms;
    private final Calls calls;
    private final Map<Term, Term> elements = new HashMap<>();

    CallResolver(Workspace workspace, Scope scope, TermResolver terms) {
        this.workspace = workspace;
        this.scope = scope;
        this.terms = terms;
        this.calls = new Calls(workspace.options().zone());
    }

    Term resolve(Expr.Call call) {
        if (call.name().equalsIgnoreCase("exists")
                && call.arguments().size() == 1
                && call.arguments().getFirst() instanceof Expr.Subquery subquery) {
            return terms.exists(subquery);
        }
        var function = Calls.function(call.name(), call.span());
        checkPlace(function, call);
        return switch (function.kind()) {
            case SCALAR -> scalar(function, call);
            case ROWS -> elements(function, call);
            case AGGREGATE, WINDOW -> overRows(function, call);
            case TABLE ->
                throw HogQlException.resolution(
                        "Function '%s' can only be used in FROM".formatted(call.name()), call.span());
        };
    }

    private void checkPlace(Function function, Expr.Call call) {
        var windowed = call.options().over() != null;
        if (function.kind() == Kind.WINDOW && !windowed) {
            throw HogQlException.resolution("Window function '%s' needs OVER".formatted(call.name()), call.span());
        }
        var place = terms.place();
        if (windowed && !place.takesWindows()) {
            throw HogQlException.resolution(
                    "Window function '%s' cannot be used in %s".formatted(call.name(), place.words()), call.span());
        }
        if (function.kind() == Kind.AGGREGATE && !windowed && !place.takesAggregates()) {
            throw HogQlException.resolution(
                    "Aggregate function '%s' cannot be used in %s".formatted(call.name(), place.words()), call.span());
        }
    }

    private Term scalar(Function function, Expr.Call call) {
        if (!call.options().equals(CallOptions.NONE)) {
            throw HogQlException.resolution(
                    "Function '%s' is no aggregate function and takes no DISTINCT, ORDER BY, FILTER or OVER"
                            .formatted(call.name()),
                    call.span());
        }
        return calls.apply(
                function,
                parameters(call),
                arguments(function, call),
                Modifiers.NONE,
                TermResolver.spans(call.arguments()),
                call.span());
    }

    private List<Term> parameters(Expr.Call call) {
        return call.parameters() == null ? List.of() : terms.resolveAll(call.parameters());
    }

    private List<Term> arguments(Function function, Expr.Call call) {
        var written = call.arguments();
        if (!written.isEmpty() && written.getFirst() instanceof Expr.Lambda lambda) {
            var others = terms.resolveAll(written.subList(1, written.size()));
            var arguments = new ArrayList<Term>();
            arguments.add(lambda(function, lambda, others));
            arguments.addAll(others);
            return arguments;
        }
        return terms.resolveAll(written);
    }

    private Term lambda(Function function, Expr.Lambda lambda, List<Term> others) {
        var types = Calls.checked(
                () -> function.lambdaParameters(
                        lambda.parameters().size(),
                        others.stream().map(Term::type).toList()),
                List.of(lambda.span()),
                lambda.span());
        var parameters = new ArrayList<Term.LambdaParameter>();
        var names = new HashMap<String, Term.LambdaParameter>();
        for (var i = 0; i < types.size(); i++) {
            var name = lambda.parameters().get(i);
            parameters.add(new Term.LambdaParameter(workspace.label("x"), types.get(i)));
            names.put(name, parameters.getLast());
        }
        scope.lambdas().push(names);
        try {
            return new Term.Lambda(List.copyOf(parameters), terms.resolve(lambda.body()));
        } finally {
            scope.lambdas().pop();
        }
    }

    /** {@code arrayJoin(array)}: each array becomes one more input, however often it is written. */
    private Term elements(Function function, Expr.Call call) {
        var arguments = terms.resolveAll(call.arguments());
        var whole = calls.apply(
                function, List.of(), arguments, Modifiers.NONE, TermResolver.spans(call.arguments()), call.span());
        var array = arguments.getFirst();
        if (isAggregated(array) || isWindowed(array)) {
            return whole;
        }
        if (!scope.lambdas().isEmpty() || terms.place() == Place.ON) {
            throw HogQlException.unsupported(
                    "Function '%s' cannot be used in a lambda or in ON".formatted(call.name()), call.span());
        }
        return elements.computeIfAbsent(array, _ -> {
            var label = workspace.label("elements");
            scope.read(new Input.Elements(List.of(new Input.Elements.Element(array, "element")), label));
            workspace.lineage().add(label, "element", workspace.lineage().of(array));
            return new Term.Column(label, "element", whole.type());
        });
    }

    private Term overRows(Function function, Expr.Call call) {
        var options = call.options();
        var windowed = options.over() != null;
        var inside = windowed ? Place.WINDOW : Place.AGGREGATE;
        var written = isCountOfAll(call)
                ? new Expr.Call(call.name(), call.parameters(), List.of(), options, call.span())
                : call;
        var arguments = written.arguments().stream()
                .map(argument -> terms.resolve(argument, inside))
                .toList();
        var orderBy = options.withinGroup().isEmpty() ? options.orderBy() : options.withinGroup();
        var modifiers = new Modifiers(
                options.distinct(),
                orderings(orderBy, inside),
                terms.resolveNullable(options.filter(), inside),
                options.nulls(),
                options.over() == null ? null : window(options.over(), call.span()));
        if (!options.withinGroup().isEmpty()) {
            throw HogQlException.unsupported(
                    "WITHIN GROUP is not supported; write quantile(level)(expression)", call.span());
        }
        return calls.apply(
                function, parameters(call), arguments, modifiers, TermResolver.spans(written.arguments()), call.span());
    }

    private static boolean isCountOfAll(Expr.Call call) {
        return call.name().equalsIgnoreCase("count")
                && call.arguments().size() == 1
                && call.arguments().getFirst() instanceof Expr.Star;
    }

    List<Ordering> orderings(List<OrderItem> items, Place place) {
        return items.stream()
                .map(item -> new Ordering(
                        terms.resolve(item.expr(), place), item.descending(), Boolean.TRUE.equals(item.nullsFirst())))
                .toList();
    }

    private WindowSpec window(Over over, Span span) {
        return switch (over) {
            case Over.Named(var name, var _) -> window(named(name, span));
            case Over.Inline(var window) -> window(window);
        };
    }

    private Window named(String name, Span span) {
        var window = scope.windows().get(name);
        if (window == null) {
            throw HogQlException.resolution(
                    "Unknown window `%s`%s"
                            .formatted(
                                    name,
                                    Suggestions.after(name, scope.windows().keySet())),
                    span);
        }
        return window;
    }

    private WindowSpec window(Window window) {
        var base = window.base() == null ? null : window(named(window.base(), window.span()));
        var partitionBy = window.partitionBy().stream()
                .map(expr -> terms.resolve(expr, Place.WINDOW))
                .toList();
        var orderBy = orderings(window.orderBy(), Place.WINDOW);
        return new WindowSpec(
                partitionBy.isEmpty() && base != null ? base.partitionBy() : partitionBy,
                orderBy.isEmpty() && base != null ? base.orderBy() : orderBy,
                window.frame() == null ? (base == null ? null : base.frame()) : frame(window.frame()));
    }

    private WindowSpec.Frame frame(Window.Frame frame) {
        return new WindowSpec.Frame(
                frame.unit(), bound(frame.start()), frame.end() == null ? null : bound(frame.end()));
    }

    private WindowSpec.Bound bound(Window.Bound bound) {
        return switch (bound) {
            case Window.Bound.CurrentRow() -> new WindowSpec.Bound.CurrentRow();
            case Window.Bound.Preceding(var offset) -> new WindowSpec.Bound.Preceding(distance(offset));
            case Window.Bound.Following(var offset) -> new WindowSpec.Bound.Following(distance(offset));
        };
    }

    private @Nullable Term distance(@Nullable Expr offset) {
        return terms.resolveNullable(offset, Place.WHERE);
    }

    /** Whether the term is computed over a group of rows. */
    static boolean isAggregated(Term root) {
        return Terms.any(root, CallResolver::isAggregate);
    }

    static boolean isAggregate(Term term) {
        return term instanceof Term.Apply apply
                && apply.call().function().kind() == Kind.AGGREGATE
                && apply.modifiers().over() == null;
    }

    static boolean isWindowed(Term root) {
        return Terms.any(
                root,
                term -> term instanceof Term.Apply apply && apply.modifiers().over() != null);
    }
}
