package dev.hedgerow.hogql.function;

import dev.hedgerow.hogql.type.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A function of HogQL, as a query names it: with the combinators that were written after its name. */
public final class Function {

    private final Definition definition;
    private final List<Combinator> combinators;

    Function(Definition definition, List<Combinator> combinators) {
        this.definition = definition;
        this.combinators = combinators;
    }

    /** The name it is registered by, without combinators. */
    public String name() {
        return definition.signature().name();
    }

    /** The name with combinators. */
    public String fullName() {
        return name()
                + String.join("", combinators.stream().map(Combinator::suffix).toList());
    }

    /** From the name outwards: {@code sumDistinctIf} has DISTINCT, IF. */
    public List<Combinator> combinators() {
        return combinators;
    }

    public Kind kind() {
        return definition.kind();
    }

    /** Such as {@code substring(text: text, offset: integer[, length: integer])}. */
    public String signature() {
        return definition.signature().text();
    }

    public List<String> aliases() {
        return definition.aliases();
    }

    /** What it gives, in one line for people. */
    public String description() {
        return definition.description();
    }

    /** How it differs from PostHog's, where it does. */
    public Optional<String> difference() {
        return Optional.ofNullable(definition.difference());
    }

    /** Whether it may be written with two pairs of parentheses. */
    public boolean isParametric() {
        return definition.signature().isParametric();
    }

    /** Whether NULL in place of any argument makes the value NULL. */
    public boolean propagatesNull() {
        return definition.kind() == Kind.SCALAR && !definition.handlesNull();
    }

    /** Whether its first argument can or must be a lambda. */
    public boolean takesLambda() {
        return definition.lambda() != LambdaRule.NONE;
    }

    /**
     * The types of the lambda's parameters.
     *
     * @param parameters how many parameters the lambda names
     * @param others the types of the arguments after the lambda
     * @throws InvalidCall if they do not go together
     */
    public List<Type> lambdaParameters(int parameters, List<Type> others) {
        return definition.lambda().parameters(name(), parameters, others);
    }

    /**
     * Checks a call and finds the type of its value.
     *
     * @param zone the time zone of times to which the arguments give none
     * @throws InvalidCall if the function cannot be called like this
     */
    public BoundCall bind(List<Argument> parameters, List<Argument> arguments, String zone) {
        var inner = arguments;
        for (var combinator : combinators.reversed()) {
            inner = Combinators.inner(this, combinator, inner);
        }
        definition.signature().check(parameters, inner);
        var conditions = arguments.subList(Math.min(inner.size(), arguments.size()), arguments.size());
        var someNull = Stream.concat(inner.stream(), conditions.stream())
                .anyMatch(argument -> argument.type().isNullable());
        var plain = definition.result().of(new Checked(name(), parameters, inner, zone));
        // ClickHouse has no NULL in place of an array: it is empty.
        var takesNull = someNull && !definition.handlesNull() && !(plain instanceof Type.Array);
        var type = plain.nullableIf(takesNull || combinators.contains(Combinator.OR_NULL));
        return new BoundCall(
                this,
                parameters,
                arguments,
                type.mapped(leaf -> leaf instanceof Type.DateTime time && time.zone() == null ? time.at(zone) : leaf),
                zone);
    }

    Function with(Combinator combinator) {
        return new Function(
                definition,
                Stream.concat(combinators.stream(), Stream.of(combinator)).toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Function function && fullName().equals(function.fullName());
    }

    @Override
    public int hashCode() {
        return fullName().hashCode();
    }

    @Override
    public String toString() {
        return fullName();
    }

    /**
     * What is registered.
     *
     * @param handlesNull whether the result rule alone says if the value may be NULL; else it may be where an argument
     *     may
     */
    record Definition(
            Kind kind,
            Signature signature,
            Result result,
            String description,
            List<String> aliases,
            @Nullable String difference,
            boolean handlesNull,
            LambdaRule lambda) {

        static Definition of(Kind kind, String signature, Result result, String description) {
            return new Definition(
                    kind, Signature.parse(signature), result, description, List.of(), null, false, LambdaRule.NONE);
        }

        static Definition scalar(String signature, Result result, String description) {
            return of(Kind.SCALAR, signature, result, description);
        }

        static Definition scalar(String signature, Type result, String description) {
            return of(Kind.SCALAR, signature, _ -> result, description);
        }

        static Definition aggregate(String signature, Result result, String description) {
            return of(Kind.AGGREGATE, signature, result, description);
        }

        static Definition aggregate(String signature, Type result, String description) {
            return of(Kind.AGGREGATE, signature, _ -> result, description);
        }

        static Definition window(String signature, Result result, String description) {
            return of(Kind.WINDOW, signature, result, description);
        }

        Definition alias(String... names) {
            return new Definition(
                    kind, signature, result, description, List.of(names), difference, handlesNull, lambda);
        }

        Definition differs(String how) {
            return new Definition(kind, signature, result, description, aliases, how, handlesNull, lambda);
        }

        Definition handlingNull() {
            return new Definition(kind, signature, result, description, aliases, difference, true, lambda);
        }

        Definition passing(LambdaRule rule) {
            return new Definition(kind, signature, result, description, aliases, difference, handlesNull, rule);
        }
    }
}
