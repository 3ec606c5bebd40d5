package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.type.Type;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one array, or of several side by side, and what a lambda makes of them.
 *
 * @param lambda null where a function is called without one
 */
record Elements(Invocation call, Printed.@Nullable Lambda lambda, List<Integer> arrays) {

    /** {@code skipped} arguments stand between the lambda and the arrays. */
    static Elements of(Invocation call, int skipped) {
        var lambda = call.arguments().getFirst() instanceof Printed.Lambda first ? first : null;
        var from = (lambda == null ? 0 : 1) + skipped;
        return new Elements(
                call, lambda, IntStream.range(from, call.size()).boxed().toList());
    }

    static Printed.Lambda lambda(Invocation call) {
        if (call.arguments().getFirst() instanceof Printed.Lambda lambda) {
            return lambda;
        }
        throw new IllegalStateException(call.name() + " has no lambda");
    }

    /** What the lambda gives for each element, or the elements. */
    String mapped() {
        return lambda == null ? array() : "list_transform(%s, %s)".formatted(source(), function(lambda, false));
    }

    /** The elements of the first array for which the lambda holds. */
    String filtered() {
        if (lambda == null) {
            return "list_filter(%s, lambda _e: %s)".formatted(array(), Conversions.condition("_e", element()));
        }
        var filtered = "list_filter(%s, %s)".formatted(source(), function(lambda, true));
        return arrays.size() == 1 ? filtered : "list_transform(%s, lambda _t: _t[1])".formatted(filtered);
    }

    /** For each element, whether the lambda holds. */
    String conditions() {
        if (lambda != null) {
            return "list_transform(%s, %s)".formatted(source(), function(lambda, true));
        }
        return element().isTruth()
                ? array()
                : "list_transform(%s, lambda _e: %s)".formatted(array(), Conversions.condition("_e", element()));
    }

    /** As {@link #mapped()}, where numbers are needed. */
    String numbers() {
        var type = type();
        return type.isTruth() ? "list_transform(%s, lambda _n: CAST(_n AS UTINYINT))".formatted(mapped()) : mapped();
    }

    String values() {
        return mapped();
    }

    private Type type() {
        return call.type(0) instanceof Type.Lambda(var parameters, var result) ? result : element();
    }

    private Type element() {
        return call.bare(arrays.getFirst()) instanceof Type.Array(var element) ? element : Type.Simple.NOTHING;
    }

    private String array() {
        return call.sql(arrays.getFirst());
    }

    private String source() {
        return arrays.size() == 1
                ? array()
                : arrays.stream().map(call::sql).collect(Collectors.joining(", ", "list_zip(", ")"));
    }

    private String function(Printed.Lambda lambda, boolean asCondition) {
        var isPlain = lambda.parameters().size() == 1 && arrays.size() == 1;
        var name = isPlain ? lambda.parameters().getFirst() : call.names().next();
        var parameters = isPlain
                ? List.of(name)
                : IntStream.rangeClosed(1, lambda.parameters().size())
                        .mapToObj(i -> "%s[%d]".formatted(name, i))
                        .toList();
        var body = lambda.body().apply(parameters);
        return "lambda %s: %s"
                .formatted(
                        name,
                        asCondition && call.type(0) instanceof Type.Lambda(var types, var result)
                                ? Conversions.condition(body, result)
                                : body);
    }
}
