package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.function.Combinator;
import java.util.List;

/** What combinators make of an aggregate function. */
final class Aggregates {

    private Aggregates() {}

    /** Renders a call whose function carries combinators, the outermost last. */
    static String combined(Rendering rendering, Invocation call, List<Combinator> combinators) {
        if (combinators.isEmpty()) {
            return rendering.of(call);
        }
        var inner = combinators.subList(0, combinators.size() - 1);
        return switch (combinators.getLast()) {
            case IF -> combined(rendering, call.filtered(), inner);
            case DISTINCT -> combined(rendering, call.with(call.modifiers().asDistinct()), inner);
            case OR_NULL, OR_DEFAULT -> combined(rendering, call, inner);
        };
    }
}
