package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.plan.Term;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what a name in an expression of one SELECT stands for: a lambda's parameter, a select alias, a field of a
 * source, a common value, from the innermost SELECT outwards.
 */
final class NameResolver {

    private final Scope scope;
    private final TermResolver terms;

    NameResolver(Scope scope, TermResolver terms) {
        this.scope = scope;
        this.terms = terms;
    }

    Term field(Expr.Field field) {
        var found = find(field);
        return switch (found) {
            case Found.Value(var term) -> term;
            case Found.Whole _, Found.Inside _ ->
                throw HogQlException.resolution(
                        "`%s` is not a column; name one of its fields".formatted(String.join(".", field.chain())),
                        field.span());
        };
    }

    private Found find(Expr.Field field) {
        for (var at = scope; at != null; at = at.parent()) {
            var found = findIn(at, field);
            if (found != null) {
                return found;
            }
        }
        throw unknown(field);
    }

    private HogQlException unknown(Expr.Field field) {
        var chain = field.chain();
        var name = chain.getFirst();
        var known = new LinkedHashSet<String>();
        for (var at = scope; at != null; at = at.parent()) {
            for (var source : at.sources()) {
                var parts = source.partsNaming(chain);
                if (parts > 0 && parts < chain.size()) {
                    return unknown(field, chain.get(parts), source.members().keySet());
                }
                known.addAll(source.members().keySet());
                known.add(source.shownName());
            }
            known.addAll(at.aliases().keySet());
        }
        return unknown(field, name, known);
    }

    private static HogQlException unknown(Expr.Field field, String part, Set<String> known) {
        return HogQlException.resolution(
                "Unable to resolve field: %s%s"
                        .formatted(String.join(".", field.chain()), Suggestions.after(part, known)),
                field.span());
    }

    private @Nullable Found findIn(Scope at, Expr.Field field) {
        var chain = field.chain();
        var name = chain.getFirst();
        var start = at.lambdaParameter(name);
        if (start != null) {
            return terms.fields().follow(new Found.Value(start), chain.subList(1, chain.size()), at, field.span());
        }
        if (at == scope) {
            var alias = alias(name, field.span());
            if (alias != null) {
                return terms.fields().follow(new Found.Value(alias), chain.subList(1, chain.size()), at, field.span());
            }
        }
        var found = terms.fields().inSources(at, chain, field.span());
        if (found != null || at != scope) {
            return found;
        }
        var value = scope.commonTables().value(name);
        return value == null
                ? null
                : terms.fields()
                        .follow(
                                new Found.Value(commonValue(name, value, field.span())),
                                chain.subList(1, chain.size()),
                                at,
                                field.span());
    }

    /** Whether the name means something in this SELECT itself. */
    boolean isKnownHere(Expr.Field field) {
        return findIn(scope, field) != null;
    }

    /**
     * The column that a select alias names. Inside its own expression, and where an aggregate cannot stand, the name
     * means what it would without the alias.
     */
    private @Nullable Term alias(String name, Span span) {
        if (!scope.aliases().containsKey(name) || scope.aliasesBeingResolved().contains(name)) {
            return null;
        }
        var term = aliased(name);
        var refused = (!terms.place().takesAggregates() && CallResolver.isAggregated(term))
                || (!terms.place().takesWindows() && CallResolver.isWindowed(term));
        if (refused && scope.sourceWith(name, span) == null) {
            throw HogQlException.resolution(
                    "Alias `%s` is computed from groups or windows and cannot stand in %s"
                            .formatted(name, terms.place().words()),
                    span);
        }
        return refused ? null : term;
    }

    /** What the select alias stands for; inside its own expression the name is a column. */
    Term aliased(String name) {
        var term = scope.resolvedAliases().get(name);
        if (term == null) {
            scope.aliasesBeingResolved().add(name);
            term = terms.resolve(Objects.requireNonNull(scope.aliases().get(name)), Place.COLUMNS);
            scope.aliasesBeingResolved().remove(name);
            scope.resolvedAliases().put(name, term);
        }
        return term;
    }

    private Term commonValue(String name, Expr expr, Span span) {
        if (!scope.aliasesBeingResolved().add("WITH " + name)) {
            throw HogQlException.resolution("`%s` is defined by itself".formatted(name), span);
        }
        var term = terms.resolve(expr);
        scope.aliasesBeingResolved().remove("WITH " + name);
        return term;
    }
}
