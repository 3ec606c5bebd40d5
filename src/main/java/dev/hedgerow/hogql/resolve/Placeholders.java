package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.Options;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts values in the place of placeholders: always as constants, never as text. */
public final class Placeholders {

    private static final String VARIABLES = "variables";
    private static final String FILTERS = "filters";

    private Placeholders() {}

    /** The name of the variable that the placeholder stands for, if it is one. */
    public static Optional<String> variable(Expr.Placeholder placeholder) {
        var chain = placeholder.chain();
        return chain.size() == 2 && chain.getFirst().equals(VARIABLES)
                ? Optional.of(chain.getLast())
                : Optional.empty();
    }

    /** Refuses a query of which a variable has no value, naming all of those. */
    public static void check(List<Expr.Placeholder> placeholders, Options options) {
        var missing = placeholders.stream()
                .filter(placeholder -> variable(placeholder)
                        .filter(name -> !options.variables().containsKey(name))
                        .isPresent())
                .toList();
        if (!missing.isEmpty()) {
            var names = missing.stream()
                    .map(placeholder -> placeholder.chain().getLast())
                    .distinct()
                    .toList();
            throw HogQlException.resolution(
                    "Set a value or a default for each query variable. Missing: %s%s"
                            .formatted(
                                    String.join(", ", names),
                                    Suggestions.after(
                                            names.getFirst(),
                                            options.variables().keySet())),
                    missing.getFirst().span());
        }
    }

    static Expr value(Expr.Placeholder placeholder, Options options) {
        check(List.of(placeholder), options);
        var variable = variable(placeholder);
        if (variable.isPresent()) {
            return constant(options.variables().get(variable.get()), placeholder.span());
        }
        if (placeholder.chain().isEmpty()) {
            throw HogQlException.unsupported("Only a name can stand in a placeholder", placeholder.span());
        }
        if (placeholder.chain().getFirst().equals(FILTERS)) {
            throw HogQlException.unsupported(
                    "The {filters} placeholder is not supported in queries of the data warehouse", placeholder.span());
        }
        var name = String.join(".", placeholder.chain());
        if (!options.values().containsKey(name)) {
            throw HogQlException.resolution(
                    "Unresolved placeholder: {%s}%s"
                            .formatted(
                                    name,
                                    Suggestions.after(name, options.values().keySet())),
                    placeholder.span());
        }
        return constant(options.values().get(name), placeholder.span());
    }

    private static Expr constant(@Nullable Object value, Span span) {
        return switch (value) {
            case null -> new Expr.Constant(new Literal.Null(), span);
            case String text -> new Expr.Constant(new Literal.Text(text), span);
            case Boolean truth -> new Expr.Constant(new Literal.Truth(truth), span);
            case BigInteger whole -> new Expr.Constant(new Literal.Whole(whole), span);
            case Integer whole -> new Expr.Constant(Literal.Whole.of(whole), span);
            case Long whole -> new Expr.Constant(Literal.Whole.of(whole), span);
            case Double real -> new Expr.Constant(new Literal.Real(real), span);
            case BigDecimal real -> new Expr.Constant(new Literal.Real(real.doubleValue()), span);
            case Collection<?> items ->
                new Expr.Array(items.stream().map(item -> constant(item, span)).toList(), span);
            case Map<?, ?> _ -> throw unusable(span);
            case Object _ -> throw unusable(span);
        };
    }

    private static HogQlException unusable(Span span) {
        return HogQlException.unsupported(
                "The value of a placeholder must be text, a number, a boolean, null or a list of these", span);
    }
}
