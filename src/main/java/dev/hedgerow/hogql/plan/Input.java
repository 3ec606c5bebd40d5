package dev.hedgerow.hogql.plan;

import dev.hedgerow.hogql.type.Type;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** One thing that a selection reads, under a label that its columns are bound to. */
public sealed interface Input {

    String label();

    /** {@code sample} is a share of the rows. */
    record Stored(
            List<String> location, String label, @Nullable Double sample) implements Input {}

    record Derived(Rows rows, String label) implements Input {}

    /** A {@link Rows.CommonTable}, by its label. */
    record Common(String table, String label) implements Input {}

    /** Whole numbers from {@code offset}, {@code count} of them, in a column {@code number}. */
    record Numbers(Term offset, Term count, String label) implements Input {}

    /** No rows of known columns: stands in for a table when a query is only checked. */
    record Empty(SequencedMap<String, Type> columns, String label) implements Input {}

    /** A row for each place in the arrays, which go side by side. */
    record Elements(List<Element> arrays, String label) implements Input {

        public record Element(Term array, String label) {}
    }
}
