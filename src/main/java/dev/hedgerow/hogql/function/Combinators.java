package dev.hedgerow.hogql.function;

import java.util.List;

/** What the combinators of a call leave for the function inside. */
final class Combinators {

    private Combinators() {}

    /** The arguments of the function to which the combinator was added. */
    static List<Argument> inner(Function function, Combinator combinator, List<Argument> arguments) {
        return switch (combinator) {
            case IF -> withoutCondition(function, arguments);
            case DISTINCT, OR_NULL, OR_DEFAULT -> arguments;
        };
    }

    private static List<Argument> withoutCondition(Function function, List<Argument> arguments) {
        if (arguments.isEmpty()) {
            throw InvalidCall.of(
                    "Function '%s' expects a condition as its last argument".formatted(function.fullName()));
        }
        var last = arguments.size() - 1;
        if (!Accepts.CONDITION.accepts(arguments.getLast())) {
            throw InvalidCall.of(
                    last,
                    "Function '%s' expects a condition as its last argument, found %s"
                            .formatted(
                                    function.fullName(),
                                    arguments.getLast().type().clickHouseName()));
        }
        return arguments.subList(0, last);
    }
}
