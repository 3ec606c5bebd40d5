package dev.hedgerow.syncjob;

import dev.hedgerow.engine.SourceColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What became of a table's columns since its data was first read: new ones appear, missing ones stay with what they
 * had, types only ever grow.
 *
 * @param columns what the table has from here on
 * @param reshapes whether it has to be written anew for that
 * @param adds whether there is a column whose values older rows may have too
 */
record Drift(List<SourceColumn> columns, boolean reshapes, boolean adds) {

    static Drift between(List<SourceColumn> before, List<SourceColumn> now) {
        var columns = new LinkedHashMap<String, SourceColumn>();
        before.forEach(column -> columns.put(column.name(), column));
        var adds = false;
        for (var column : now) {
            var known = columns.get(column.name());
            adds |= known == null;
            columns.put(column.name(), known == null ? column : widened(known, column));
        }
        var after = new ArrayList<>(columns.values());
        return new Drift(after, !after.equals(before), adds);
    }

    private static SourceColumn widened(SourceColumn known, SourceColumn now) {
        return WarehouseTypes.union(known.type(), now.type())
                .map(type -> new SourceColumn(known.name(), type))
                .orElseThrow(() -> new Incompatible(
                        "Column %s was %s and is %s now, which cannot hold what is there. Resync the table to read it anew."
                                .formatted(
                                        known.name(),
                                        WarehouseTypes.name(known.type()),
                                        WarehouseTypes.name(now.type()))));
    }

    /** The table and its source do not fit each other until somebody does something about it. */
    static final class Incompatible extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Incompatible(String message) {
            super(message);
        }
    }
}
