package dev.hedgerow.hogql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that is read, with the name it goes by in the query. */
public record Relation(
        Source source,
        @Nullable String alias,
        List<String> columnAliases,
        boolean isFinal,
        @Nullable Sample sample,
        Span span)
        implements Node {

    public sealed interface Source {

        record Table(List<String> name, Span span) implements Source {}

        record Nested(Query query) implements Source {}

        record Function(String name, List<Expr> arguments, Span span) implements Source {}
    }

    /** A share of the rows. */
    public record Sample(double ratio) {}
}
