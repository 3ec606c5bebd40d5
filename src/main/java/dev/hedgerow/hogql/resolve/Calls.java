package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.function.Argument;
import dev.hedgerow.hogql.function.Function;
import dev.hedgerow.hogql.function.Functions;
import dev.hedgerow.hogql.function.InvalidCall;
import dev.hedgerow.hogql.plan.Modifiers;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.type.Arithmetic;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Types;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls of functions with terms. */
record Calls(String zone) {

    Term call(String name, Span span, Term... arguments) {
        return call(name, List.of(arguments), List.of(span), span);
    }

    /** {@code spans} are the places of the arguments. */
    Term call(String name, List<Term> arguments, List<Span> spans, Span span) {
        var function = function(name, span);
        return apply(function, List.of(), arguments, Modifiers.NONE, spans, span);
    }

    static Function function(String name, Span span) {
        return checked(() -> Functions.get(name), List.of(), span);
    }

    Term apply(
            Function function,
            List<Term> parameters,
            List<Term> arguments,
            Modifiers modifiers,
            List<Span> spans,
            Span span) {
        var call = checked(
                () -> function.bind(
                        parameters.stream().map(Calls::argument).toList(),
                        arguments.stream().map(Calls::argument).toList(),
                        zone),
                spans,
                span);
        return new Term.Apply(call, parameters, arguments, modifiers);
    }

    /** Gives a function's refusal its place in the text. */
    static <T> T checked(Supplier<T> step, List<Span> spans, Span span) {
        try {
            return step.get();
        } catch (InvalidCall e) {
            var argument = e.argument().orElse(-1);
            var place = argument >= 0 && argument < spans.size() ? spans.get(argument) : span;
            var message = String.valueOf(e.getMessage());
            throw e.isUnsupported()
                    ? HogQlException.unsupported(message, place)
                    : HogQlException.resolution(message, place);
        }
    }

    static Term value(Literal literal) {
        return new Term.Value(
                literal,
                switch (literal) {
                    case Literal.Text _ -> Type.Simple.TEXT;
                    case Literal.Whole(var value) -> Arithmetic.ofWhole(value);
                    case Literal.Real _ -> Types.FLOAT64;
                    case Literal.Truth _ -> Type.Simple.BOOL;
                    case Literal.Null() -> Types.NULL;
                });
    }

    private static Argument argument(Term term) {
        return new Argument(term.type(), term instanceof Term.Value(var literal, var _) ? constant(literal) : null);
    }

    private static @Nullable Object constant(Literal literal) {
        return switch (literal) {
            case Literal.Text(var value) -> value;
            case Literal.Whole(var value) -> value;
            case Literal.Real(var value) -> value;
            case Literal.Truth(var value) -> value;
            case Literal.Null() -> null;
        };
    }
}
