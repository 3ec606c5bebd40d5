package dev.hedgerow.hogql.function;

import dev.hedgerow.hogql.type.Supertypes;
import dev.hedgerow.hogql.type.Type;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** A call whose arguments stand in the right places, as a {@link Result} sees it. */
record Checked(String name, List<Argument> parameters, List<Argument> arguments, String zone) {

    int size() {
        return arguments.size();
    }

    Type type(int index) {
        return arguments.get(index).type();
    }

    /** The type without NULL. */
    Type bare(int index) {
        return type(index).bare();
    }

    List<Type> types() {
        return arguments.stream().map(Argument::type).toList();
    }

    Optional<String> text(int index) {
        return index < size() && arguments.get(index).constant() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    Optional<BigInteger> whole(int index) {
        return index < size() && arguments.get(index).constant() instanceof BigInteger whole
                ? Optional.of(whole)
                : Optional.empty();
    }

    /** What an array argument holds. */
    Type element(int index) {
        return bare(index) instanceof Type.Array(var element) ? element : Type.Simple.NOTHING;
    }

    Type lambdaResult() {
        return arguments.getFirst().type() instanceof Type.Lambda(var parameters, var result)
                ? result
                : Type.Simple.NOTHING;
    }

    boolean hasLambda() {
        return !arguments.isEmpty() && arguments.getFirst().type() instanceof Type.Lambda;
    }

    Type supertype(List<Type> types) {
        return Supertypes.of(types)
                .orElseThrow(() -> InvalidCall.of("Function '%s' has no common type for %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        types.stream().map(Type::clickHouseName).toList()))));
    }
}
