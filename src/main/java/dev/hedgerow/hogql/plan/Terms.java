package dev.hedgerow.hogql.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Walks through terms; what is shared is visited once. */
public final class Terms {

    private Terms() {}

    /** The term and all below it, but not what {@code stop} accepts, nor what stands in nested rows. */
    public static List<Term> below(Term root, Predicate<Term> stop) {
        var found = new ArrayList<Term>();
        var seen = Collections.<Term>newSetFromMap(new IdentityHashMap<>());
        var open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            var term = open.pop();
            if (!stop.test(term) && seen.add(term)) {
                found.add(term);
                parts(term).forEach(open::push);
            }
        }
        return found;
    }

    public static boolean any(Term root, Predicate<Term> wanted) {
        return below(root, _ -> false).stream().anyMatch(wanted);
    }

    /** The terms directly inside. */
    public static List<Term> parts(Term term) {
        return switch (term) {
            case Term.Value _, Term.Column _, Term.LambdaParameter _, Term.Exists _, Term.Scalar _ -> List.of();
            case Term.Apply(var _, var parameters, var arguments, var modifiers) ->
                Stream.of(parameters, arguments, parts(modifiers))
                        .flatMap(List::stream)
                        .toList();
            case Term.Convert(var value, var _, var _) -> List.of(value);
            case Term.Compare(var _, var left, var right) -> List.of(left, right);
            case Term.Property(var json, var _) -> List.of(json);
            case Term.Lambda(var _, var body) -> List.of(body);
            case Term.InList(var value, var items, var _) ->
                Stream.concat(Stream.of(value), items.stream()).toList();
            case Term.InRows(var value, var _, var _) -> List.of(value);
        };
    }

    private static List<Term> parts(Modifiers modifiers) {
        var parts = new ArrayList<Term>();
        modifiers.orderBy().forEach(ordering -> parts.add(ordering.term()));
        if (modifiers.filter() != null) {
            parts.add(modifiers.filter());
        }
        if (modifiers.over() != null) {
            parts.addAll(modifiers.over().partitionBy());
            modifiers.over().orderBy().forEach(ordering -> parts.add(ordering.term()));
        }
        return parts;
    }

    /** The rows nested in the term itself, not in its parts. */
    public static Stream<Rows> rows(Term term) {
        return switch (term) {
            case Term.InRows(var _, var rows, var _) -> Stream.of(rows);
            case Term.Exists(var rows) -> Stream.of(rows);
            case Term.Scalar(var rows) -> Stream.of(rows);
            case Term.Value _,
                    Term.Column _,
                    Term.LambdaParameter _,
                    Term.Apply _,
                    Term.Compare _,
                    Term.Convert _,
                    Term.Property _,
                    Term.Lambda _,
                    Term.InList _ -> Stream.empty();
        };
    }
}
