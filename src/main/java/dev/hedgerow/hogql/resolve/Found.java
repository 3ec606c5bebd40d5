package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.TableDefinition;
import dev.hedgerow.hogql.plan.Term;
import java.util.SequencedMap;

/** What a part of a dotted name has led to so far. */
sealed interface Found {

    record Value(Term term) implements Found {}

    record Whole(Source source) implements Found {}

    /** A group of fields inside a source. */
    record Inside(Source source, SequencedMap<String, TableDefinition.Field> fields) implements Found {}
}
