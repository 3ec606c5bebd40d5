package dev.hedgerow.hogql.print.duckdb;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.hogql.plan.Rows;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Views that are read in more than one place. Written out each time, a view over views over views would double with
 * every level; and the engine would write them out again under a LIMIT, if it were not told to keep their rows. A first
 * printing finds out which they are, the second one puts them in front.
 */
final class SharedViews {

    /** Short ones are cheaper written out: the engine's filters reach into them. */
    private static final int WRITTEN_OUT = 1_000;

    private final Set<Rows> read = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Rows> readAgain;
    private final Map<Rows, String> names = new IdentityHashMap<>();
    private final Map<String, String> inFront = new LinkedHashMap<>();

    /** For a first printing. */
    SharedViews() {
        this(Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private SharedViews(Set<Rows> readAgain) {
        this.readAgain = readAgain;
    }

    /** For the second printing, if one is needed. */
    Optional<SharedViews> found() {
        return readAgain.isEmpty() ? Optional.empty() : Optional.of(new SharedViews(readAgain));
    }

    /** What to call the rows instead of writing them out. Those they read in turn have come before. */
    Optional<String> name(Rows rows, String sql) {
        var isFirst = read.add(rows);
        if (sql.length() <= WRITTEN_OUT || (isFirst && !readAgain.contains(rows))) {
            return Optional.empty();
        }
        readAgain.add(rows);
        var name = names.computeIfAbsent(rows, _ -> Quoting.name("shared " + (names.size() + 1)));
        inFront.putIfAbsent(name, sql);
        return Optional.of(name);
    }

    String before(String query) {
        if (inFront.isEmpty()) {
            return query;
        }
        var views = inFront.entrySet().stream()
                .map(view -> view.getKey() + " AS MATERIALIZED (" + view.getValue() + ")")
                .collect(joining(", "));
        var recursive = "WITH RECURSIVE ";
        var plain = "WITH ";
        if (query.startsWith(recursive)) {
            return recursive + views + ", " + query.substring(recursive.length());
        }
        return query.startsWith(plain)
                ? plain + views + ", " + query.substring(plain.length())
                : plain + views + " " + query;
    }
}
