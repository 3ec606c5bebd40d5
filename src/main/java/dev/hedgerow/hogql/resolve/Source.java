package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.TableDefinition;
import dev.hedgerow.hogql.type.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A relation as the names of a SELECT see it. */
final class Source {

    /** What a source offers under a name: a column of the input, or something derived from its columns. */
    sealed interface Member {

        record Plain(String label, Type type) implements Member {}

        record Derived(TableDefinition.Field field) implements Member {}
    }

    private final String label;
    private final List<String> name;
    private final boolean aliased;
    private final SequencedMap<String, Member> members;
    private final Map<String, Source> joined = new HashMap<>();
    private boolean nullable;

    /** {@code name} is the alias, or else the dotted name of the table. */
    Source(String label, List<String> name, boolean aliased, SequencedMap<String, Member> members) {
        this.label = label;
        this.name = name;
        this.aliased = aliased;
        this.members = members;
    }

    String label() {
        return label;
    }

    String shownName() {
        return String.join(".", name);
    }

    SequencedMap<String, Member> members() {
        return members;
    }

    /** The sources that were joined for fields such as {@code person}. */
    Map<String, Source> joined() {
        return joined;
    }

    boolean isNullable() {
        return nullable;
    }

    /** From here on the rows of this source may be missing. */
    void makeNullable() {
        nullable = true;
        joined.values().forEach(Source::makeNullable);
    }

    /** How many parts of the chain, which is longer, are this source's name; 0 if it is none of it. */
    int partsNaming(List<String> chain) {
        if (name.size() <= chain.size() && chain.subList(0, name.size()).equals(name)) {
            return name.size();
        }
        return !aliased && !name.isEmpty() && chain.getFirst().equals(name.getLast()) ? 1 : 0;
    }
}
