package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.plan.Modifiers;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.type.Type;
import java.util.ArrayList;
import java.util.stream.IntStream;

/**
 * HogQL's comparisons are never NULL; where a row is dropped by NULL as by false, an engine's plain ones do the same
 * and can use statistics and hash joins.
 */
final class Filters {

    private Filters() {}

    /** A condition of WHERE, HAVING or QUALIFY. */
    static Term dropping(Term condition) {
        return relaxed(condition, false);
    }

    /** A condition of ON, where as in SQL NULL does not meet NULL. */
    static Term joining(Term condition) {
        return relaxed(condition, true);
    }

    private static Term relaxed(Term condition, boolean joining) {
        if (!(condition instanceof Term.Apply apply) || !apply.modifiers().equals(Modifiers.NONE)) {
            return condition;
        }
        var name = apply.call().function().name();
        if (name.equals("and") || name.equals("or")) {
            var terms = new ArrayList<Term>();
            apply.arguments().forEach(term -> terms.add(relaxed(term, joining)));
            return new Term.Apply(apply.call(), apply.parameters(), terms, apply.modifiers());
        }
        var isPlain = switch (name) {
            case "equals" -> joining || atMostOneNull(apply);
            case "less", "lessOrEquals", "greater", "greaterOrEquals" -> true;
            default -> false;
        };
        return isPlain
                ? new Term.Compare(
                        apply.call(),
                        apply.arguments().getFirst(),
                        apply.arguments().getLast())
                : condition;
    }

    private static boolean atMostOneNull(Term.Apply apply) {
        return apply.arguments().stream()
                        .filter(term -> term.type().isNullable())
                        .count()
                < 2;
    }

    /** Whether all engines compare the two without a conversion that we would have to choose. */
    static boolean isAlike(Type left, Type right) {
        if (left.bare() instanceof Type.Tuple(var some) && right.bare() instanceof Type.Tuple(var others)) {
            return IntStream.range(0, Math.min(some.size(), others.size()))
                    .allMatch(i -> isAlike(some.get(i).type(), others.get(i).type()));
        }
        return (isPlainNumber(left) && isPlainNumber(right)) || left.bare().equals(right.bare());
    }

    private static boolean isPlainNumber(Type type) {
        return type.isNumber() && !type.isTruth();
    }
}
