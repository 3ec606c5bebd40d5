package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Join.Kind;
import dev.hedgerow.hogql.ast.Join.Strictness;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.ast.Window;
import dev.hedgerow.hogql.plan.Input;
import dev.hedgerow.hogql.plan.Joined;
import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.plan.Term;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the expressions of one SELECT can name, and the FROM that grows as they name it. */
final class Scope {

    private final @Nullable Scope parent;
    private final CommonTables commonTables;
    private final List<Source> sources = new ArrayList<>();
    private final Map<String, Term> shadows = new HashMap<>();
    private final Map<String, Expr> aliases = new HashMap<>();
    private final Map<String, Term> resolvedAliases = new HashMap<>();
    private final Set<String> aliasesBeingResolved = new HashSet<>();
    private final Map<String, Window> windows = new HashMap<>();
    private final Deque<Map<String, Term.LambdaParameter>> lambdas = new ArrayDeque<>();
    private final List<Joined> joins = new ArrayList<>();
    private @Nullable Input first;

    /** {@code parent} is the SELECT whose columns a nested query may name too. */
    Scope(@Nullable Scope parent, CommonTables commonTables) {
        this.parent = parent;
        this.commonTables = commonTables;
    }

    @Nullable
    Scope parent() {
        return parent;
    }

    CommonTables commonTables() {
        return commonTables;
    }

    List<Source> sources() {
        return sources;
    }

    /** Names that mean one term whatever the sources offer: columns of USING and of ARRAY JOIN. */
    Map<String, Term> shadows() {
        return shadows;
    }

    Map<String, Expr> aliases() {
        return aliases;
    }

    Map<String, Term> resolvedAliases() {
        return resolvedAliases;
    }

    Set<String> aliasesBeingResolved() {
        return aliasesBeingResolved;
    }

    Map<String, Window> windows() {
        return windows;
    }

    Deque<Map<String, Term.LambdaParameter>> lambdas() {
        return lambdas;
    }

    /** Reads the input before all joins, or beside what is read already. */
    void read(Input input) {
        if (first == null) {
            first = input;
        } else {
            joins.add(new Joined(Kind.CROSS, Strictness.ALL, input, null));
        }
    }

    void join(Joined joined) {
        joins.add(joined);
    }

    /** Joins right behind a source, so that conditions further on can name what is joined. */
    void joinBehind(String label, Joined joined) {
        joins.add(placeBehind(label), joined);
    }

    /** Takes over what another scope joins, in its order. */
    void joinAllBehind(String label, Scope other) {
        joins.addAll(placeBehind(label), other.joins);
    }

    private int placeBehind(String label) {
        for (var i = joins.size() - 1; i >= 0; i--) {
            if (joins.get(i).input().label().equals(label)) {
                return i + 1;
            }
        }
        return 0;
    }

    Rows.@Nullable From from() {
        return first == null ? null : new Rows.From(first, List.copyOf(joins));
    }

    @Nullable
    Source sourceNamed(List<String> chain) {
        return sources.stream()
                .filter(source -> source.partsNaming(chain) == chain.size())
                .findFirst()
                .orElse(null);
    }

    /** The only source that has a member of that name. */
    @Nullable
    Source sourceWith(String name, Span span) {
        var candidates = sources.stream()
                .filter(source -> source.members().containsKey(name))
                .toList();
        if (candidates.size() > 1) {
            throw HogQlException.resolution(
                    "Ambiguous query. Found multiple sources for field: %s (%s)"
                            .formatted(
                                    name,
                                    String.join(
                                            ", ",
                                            candidates.stream()
                                                    .map(Source::shownName)
                                                    .toList())),
                    span);
        }
        return candidates.isEmpty() ? null : candidates.getFirst();
    }

    Term.@Nullable LambdaParameter lambdaParameter(String name) {
        return lambdas.stream()
                .filter(parameters -> parameters.containsKey(name))
                .map(parameters -> parameters.get(name))
                .findFirst()
                .orElse(null);
    }
}
