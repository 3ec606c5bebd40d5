package dev.hedgerow.hogql;

import dev.hedgerow.hogql.Scan.Comparison;
import dev.hedgerow.hogql.Scan.Condition;
import dev.hedgerow.hogql.ast.Join.Kind;
import dev.hedgerow.hogql.ast.Join.Strictness;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.plan.Input;
import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.plan.Rows.Grouping;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.plan.Terms;
import dev.hedgerow.hogql.print.Dialect;
import dev.hedgerow.hogql.type.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a plan reads of each stored table. Every column of a plan names its relation by a label that no other
 * relation has, so it does not matter where it stands.
 */
final class Scans {

    private final Conditions conditions;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, Set<String>> columns = new LinkedHashMap<>();
    private boolean nested;

    private Scans(Dialect dialect) {
        conditions = new Conditions(dialect);
    }

    /** One place in FROM, and what holds of the rows that count there. */
    private record Place(List<String> location, List<Condition> conditions) {}

    static List<Scan> of(Rows rows, Dialect dialect) {
        var scans = new Scans(dialect);
        scans.visit(rows);
        return scans.places.values().stream()
                .map(Place::location)
                .distinct()
                .map(scans::scan)
                .toList();
    }

    private Scan scan(List<String> location) {
        var labels = places.entrySet().stream()
                .filter(place -> place.getValue().location.equals(location))
                .map(Map.Entry::getKey)
                .toList();
        var read = labels.stream()
                .flatMap(label -> columns.getOrDefault(label, Set.of()).stream())
                .distinct()
                .toList();
        // Of a table that is read in two places, what one of them does not need the other one may.
        var shared = labels.size() == 1
                ? Objects.requireNonNull(places.get(labels.getFirst())).conditions
                : List.<Condition>of();
        return new Scan(location, read, shared, places.size() == 1 && !nested);
    }

    private void visit(Rows rows) {
        switch (rows) {
            case Rows.Selection selection -> visit(selection);
            case Rows.Combination combination -> {
                combination.branches().forEach(this::visit);
                visit(combination.limit());
            }
            case Rows.Constants(var values, var _) -> values.forEach(this::visit);
            case Rows.With(var tables, var body) -> {
                nested = true;
                tables.forEach(table -> visit(table.rows()));
                visit(body);
            }
        }
    }

    private void visit(Rows.Selection selection) {
        if (selection.from() != null) {
            visit(selection.from(), selection.where());
        }
        selection.projections().forEach(projection -> visit(projection.term()));
        visit(selection.distinct().on());
        visit(selection.where());
        visit(selection.grouping());
        visit(selection.having());
        visit(selection.qualify());
        selection.orderBy().forEach(ordering -> visit(ordering.term()));
        if (selection.limitBy() != null) {
            visit(selection.limitBy().keys());
        }
        visit(selection.limit());
    }

    /** Where rows meet by their place, or one of several is taken, it matters which others there are. */
    private void visit(Rows.From from, @Nullable Term where) {
        var positional = from.joins().stream().anyMatch(join -> join.kind() == Kind.POSITIONAL);
        visit(from.first(), positional ? null : where);
        for (var join : from.joins()) {
            visit(join.input(), positional || join.strictness() != Strictness.ALL ? null : where);
            visit(join.condition());
        }
    }

    private void visit(Input input, @Nullable Term where) {
        switch (input) {
            case Input.Stored(var location, var label, var _) ->
                places.put(label, new Place(location, conditions.on(label, where)));
            case Input.Derived(var rows, var _) -> visit(rows);
            case Input.Numbers(var offset, var count, var _) -> visit(List.of(offset, count));
            case Input.Elements(var arrays, var _) -> arrays.forEach(element -> visit(element.array()));
            case Input.Common _, Input.Empty _ -> {}
        }
    }

    private void visit(Grouping grouping) {
        switch (grouping) {
            case Grouping.None _ -> {}
            case Grouping.Keys(var keys) -> visit(keys);
            case Grouping.Rollup(var keys) -> visit(keys);
            case Grouping.Cube(var keys) -> visit(keys);
            case Grouping.Sets(var sets) -> sets.forEach(this::visit);
        }
    }

    private void visit(Rows.@Nullable Limit limit) {
        if (limit != null) {
            visit(limit.count());
            visit(limit.offset());
        }
    }

    private void visit(Collection<Term> terms) {
        terms.forEach(this::visit);
    }

    private void visit(@Nullable Term root) {
        if (root == null) {
            return;
        }
        for (var term : Terms.below(root, _ -> false)) {
            if (term instanceof Term.Column(var relation, var label, var _)) {
                columns.computeIfAbsent(relation, _ -> new LinkedHashSet<>()).add(label);
            }
            Terms.rows(term).forEach(rows -> {
                nested = true;
                visit(rows);
            });
        }
    }

    /** What of a WHERE compares a column of one relation with something that does not depend on any row. */
    private record Conditions(Dialect dialect) {

        private static final Set<String> DIFFERENT_EACH_TIME = Set.of(
                "rand", "rand64", "randCanonical", "randUniform", "randNormal", "generateUUIDv4", "generateUUIDv7");

        List<Condition> on(String relation, @Nullable Term where) {
            var found = new ArrayList<Condition>();
            if (where != null) {
                conjuncts(where).forEach(term -> condition(relation, term).forEach(found::add));
            }
            return found;
        }

        private static Stream<Term> conjuncts(Term term) {
            return term instanceof Term.Apply apply
                            && apply.call().function().fullName().equals("and")
                    ? apply.arguments().stream().flatMap(Conditions::conjuncts)
                    : Stream.of(term);
        }

        private Stream<Condition> condition(String relation, Term term) {
            return switch (term) {
                case Term.Compare(var call, var left, var right) ->
                    comparison(relation, call.function().fullName(), left, right);
                case Term.Apply apply
                when apply.arguments().size() == 2 ->
                    comparison(
                            relation,
                            apply.call().function().fullName(),
                            apply.arguments().getFirst(),
                            apply.arguments().getLast());
                case Term.InList(Term.Column column, var items, var negated)
                when !negated && column.relation().equals(relation) -> condition(column, Comparison.ONE_OF, items);
                case Term.Apply _,
                        Term.InList _,
                        Term.Value _,
                        Term.Column _,
                        Term.LambdaParameter _,
                        Term.Convert _,
                        Term.Property _,
                        Term.Lambda _,
                        Term.InRows _,
                        Term.Exists _,
                        Term.Scalar _ -> Stream.empty();
            };
        }

        private Stream<Condition> comparison(String relation, String function, Term left, Term right) {
            var comparison = switch (function) {
                case "equals" -> Comparison.EQUAL;
                case "less" -> Comparison.LESS;
                case "lessOrEquals" -> Comparison.AT_MOST;
                case "greater" -> Comparison.GREATER;
                case "greaterOrEquals" -> Comparison.AT_LEAST;
                default -> null;
            };
            if (comparison == null) {
                return Stream.empty();
            }
            if (left instanceof Term.Column column && column.relation().equals(relation)) {
                return condition(column, comparison, List.of(right));
            }
            return right instanceof Term.Column column && column.relation().equals(relation)
                    ? condition(column, comparison.flipped(), List.of(left))
                    : Stream.empty();
        }

        private Stream<Condition> condition(Term.Column column, Comparison comparison, List<Term> values) {
            var constants = values.stream().map(this::constant).toList();
            return constants.stream().allMatch(Objects::nonNull)
                    ? Stream.of(new Condition(
                            column.label(),
                            comparison,
                            constants.stream().map(Objects::requireNonNull).toList()))
                    : Stream.empty();
        }

        private Scan.@Nullable Constant constant(Term term) {
            return switch (term) {
                case Term.Value(Literal.Text(var text), var _) -> new Scan.Constant(text, false);
                case Term.Value(Literal.Whole(var number), var _) -> new Scan.Constant(number.toString(), false);
                case Term.Value(Literal.Truth(var truth), var _) -> new Scan.Constant(String.valueOf(truth), false);
                // How a real number meets a decimal one is the engine's business, and NULL is met by nothing.
                case Term.Value _ -> null;
                case Term.Apply _, Term.Convert _ when isComputable(term) -> new Scan.Constant(sql(term), true);
                case Term.Apply _,
                        Term.Convert _,
                        Term.Column _,
                        Term.LambdaParameter _,
                        Term.Compare _,
                        Term.Property _,
                        Term.Lambda _,
                        Term.InList _,
                        Term.InRows _,
                        Term.Exists _,
                        Term.Scalar _ -> null;
            };
        }

        /** Moments and dates only: they are what is worth computing, such as {@code now() - interval 7 day}. */
        private static boolean isComputable(Term term) {
            var type = term.type().bare();
            return (type instanceof Type.DateTime || type == Type.Simple.DATE)
                    && Terms.below(term, _ -> false).stream().allMatch(Conditions::isSettled);
        }

        private static boolean isSettled(Term term) {
            return switch (term) {
                case Term.Value _, Term.Convert _ -> true;
                case Term.Apply apply ->
                    !DIFFERENT_EACH_TIME.contains(apply.call().function().name());
                case Term.Column _,
                        Term.LambdaParameter _,
                        Term.Compare _,
                        Term.Property _,
                        Term.Lambda _,
                        Term.InList _,
                        Term.InRows _,
                        Term.Exists _,
                        Term.Scalar _ -> false;
            };
        }

        private String sql(Term term) {
            var output = new Rows.Output("value", "value", term.type());
            return dialect.print(new Rows.Constants(List.of(List.of(term)), List.of(output)));
        }
    }
}
