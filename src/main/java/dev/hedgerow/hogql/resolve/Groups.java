package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.plan.Rows.Grouping;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.plan.Terms;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Checks that what a grouped SELECT yields is known once for each group. */
final class Groups {

    private final Rows.Selection selection;
    private final List<Span> spans;
    private final Set<String> inputs = new HashSet<>();

    Groups(Scope scope, Rows.Selection selection, List<Span> spans) {
        this.selection = selection;
        this.spans = spans;
        var from = scope.from();
        if (from != null) {
            inputs.add(from.first().label());
            from.joins().forEach(join -> inputs.add(join.input().label()));
        }
    }

    void check() {
        var keys = keys(selection.grouping());
        if (selection.grouping() instanceof Grouping.None && !hasAggregates()) {
            return;
        }
        for (var i = 0; i < spans.size(); i++) {
            check(selection.projections().get(i).term(), keys, spans.get(i));
        }
        var last = spans.getLast();
        if (selection.having() != null) {
            check(selection.having(), keys, last);
        }
        selection.orderBy().forEach(ordering -> check(ordering.term(), keys, last));
    }

    private boolean hasAggregates() {
        var having = selection.having() == null ? Stream.<Term>empty() : Stream.of(selection.having());
        var projected = selection.projections().stream().map(Rows.Projection::term);
        return selection.having() != null
                || Stream.concat(having, projected).anyMatch(CallResolver::isAggregated)
                || selection.orderBy().stream().anyMatch(ordering -> CallResolver.isAggregated(ordering.term()));
    }

    private void check(Term root, List<Term> keys, Span span) {
        for (var term : Terms.below(root, term -> CallResolver.isAggregate(term) || keys.contains(term))) {
            if (term instanceof Term.Column column && inputs.contains(column.relation())) {
                throw HogQlException.resolution(
                        "Column `%s` is not under aggregate function and not in GROUP BY".formatted(column.label()),
                        span);
            }
        }
    }

    private static List<Term> keys(Grouping grouping) {
        return switch (grouping) {
            case Grouping.None() -> List.of();
            case Grouping.Keys(var keys) -> keys;
            case Grouping.Rollup(var keys) -> keys;
            case Grouping.Cube(var keys) -> keys;
            case Grouping.Sets(var sets) -> sets.stream().flatMap(List::stream).toList();
        };
    }
}
