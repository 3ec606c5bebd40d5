package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.plan.Input;
import dev.hedgerow.hogql.plan.Rows;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How many inputs a query has once the engine has written out its common tables, as it does under a LIMIT. A chain of
 * them that reads each one twice would grow beyond all memory while it is planned, so that heavy ones have to be kept.
 */
final class Weights {

    private static final int MOST_WRITTEN_OUT = 64;

    private final IdentityHashMap<Rows, Integer> ofRows = new IdentityHashMap<>();
    private final Map<String, Integer> ofTables = new HashMap<>();
    private final Set<String> heavy = new HashSet<>();
    private int total;

    void add(Input input) {
        total += input instanceof Input.Common(var table, var _) ? ofTables.getOrDefault(table, 1) : 1;
    }

    /** Rows that were weighed before and stand in another place too. */
    void addAgain(Rows rows) {
        total += ofRows.getOrDefault(rows, 0);
    }

    String weighing(Rows rows, Supplier<String> print) {
        var before = total;
        var sql = print.get();
        ofRows.put(rows, total - before);
        return sql;
    }

    /** A common table, which weighs nothing until it is read. */
    String apart(String table, Supplier<String> print) {
        var before = total;
        total = 0;
        var sql = print.get();
        if (total > MOST_WRITTEN_OUT) {
            heavy.add(table);
        }
        ofTables.put(table, heavy.contains(table) ? 1 : Math.max(1, total));
        total = before;
        return sql;
    }

    boolean isHeavy(String table) {
        return heavy.contains(table);
    }
}
