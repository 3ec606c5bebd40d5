package dev.hedgerow.hogql;

import dev.hedgerow.hogql.ast.Span;
import java.util.function.Supplier;

/** The last guard against a query that nests deeper than the thread's stack, whatever made it so. */
final class Depth {

    private Depth() {}

    static <T> T guarded(String text, Supplier<T> step) {
        try {
            return step.get();
        } catch (StackOverflowError e) {
            throw HogQlException.syntax("Query is nested too deeply", new Span(0, text.length()));
        }
    }
}
