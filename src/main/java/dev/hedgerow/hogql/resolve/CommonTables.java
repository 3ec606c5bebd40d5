package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.plan.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that WITH gave, from the inside out. */
final class CommonTables {

    sealed interface Entry {

        /** A query by its label; {@code rows} is the anchor while a recursive query is being resolved. */
        record Table(String label, List<Rows.Output> columns) implements Entry {}

        record Value(Expr expr) implements Entry {}
    }

    private final @Nullable CommonTables outer;
    private final Map<String, Entry> entries = new HashMap<>();

    CommonTables(@Nullable CommonTables outer) {
        this.outer = outer;
    }

    void put(String name, Entry entry) {
        entries.put(name, entry);
    }

    Entry.@Nullable Table table(String name) {
        return find(name) instanceof Entry.Table table ? table : null;
    }

    @Nullable
    Expr value(String name) {
        return find(name) instanceof Entry.Value value ? value.expr() : null;
    }

    private @Nullable Entry find(String name) {
        var entry = entries.get(name);
        return entry != null || outer == null ? entry : outer.find(name);
    }

    List<String> names() {
        return List.copyOf(entries.keySet());
    }
}
