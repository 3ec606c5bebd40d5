package dev.hedgerow.hogql.function;

import dev.hedgerow.hogql.type.Type;
import java.util.ArrayList;
import java.util.List;

/** What a higher-order function passes to its lambda. */
enum LambdaRule {
    NONE {
        @Override
        List<Type> passed(List<Type> others) {
            return List.of();
        }
    },
    /** One element of each array. */
    ELEMENTS {
        @Override
        List<Type> passed(List<Type> others) {
            return others.stream()
                    .filter(type -> type.bare() instanceof Type.Array)
                    .map(LambdaRule::element)
                    .toList();
        }
    },
    /** What was gathered so far, whose first value is the last argument, and one element of each array. */
    FOLD {
        @Override
        List<Type> passed(List<Type> others) {
            var passed = new ArrayList<Type>();
            passed.add(others.getLast());
            others.subList(0, others.size() - 1).forEach(array -> passed.add(element(array)));
            return passed;
        }
    },
    /** A map's key and value. */
    ENTRY {
        @Override
        List<Type> passed(List<Type> others) {
            return others.getFirst().bare() instanceof Type.Map(var key, var value) ? List.of(key, value) : List.of();
        }
    };

    abstract List<Type> passed(List<Type> others);

    List<Type> parameters(String function, int parameters, List<Type> others) {
        if (this == NONE) {
            throw InvalidCall.of("Function '%s' takes no lambda".formatted(function));
        }
        var passed = others.isEmpty() ? List.<Type>of() : passed(others);
        if (passed.size() == 1 && parameters > 1 && passed.getFirst().bare() instanceof Type.Tuple(var elements)) {
            passed = elements.stream().map(Type.Tuple.Element::type).toList();
        }
        if (passed.size() != parameters) {
            throw InvalidCall.of(
                    0,
                    "Function '%s' passes %d value%s to its lambda, which takes %d"
                            .formatted(function, passed.size(), passed.size() == 1 ? "" : "s", parameters));
        }
        return passed;
    }

    private static Type element(Type array) {
        return array.bare() instanceof Type.Array(var element) ? element : Type.Simple.NOTHING;
    }
}
