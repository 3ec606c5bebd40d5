package dev.hedgerow.connector.sql;

import dev.hedgerow.connector.Cursor;
import dev.hedgerow.connector.SyncMethod;
import dev.hedgerow.connector.TableColumn;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The columns that a table can be followed by, the likeliest first. */
public record Cursors(List<Cursor> all) {

    /** @param indexed columns that an index begins with */
    public static Cursors of(Dialect dialect, List<TableColumn> columns, Collection<String> indexed) {
        return new Cursors(columns.stream()
                .flatMap(column -> cursor(dialect, column, indexed.contains(column.name())))
                .sorted(Cursor.LIKELIEST_FIRST)
                .toList());
    }

    private static Stream<Cursor> cursor(Dialect dialect, TableColumn column, boolean indexed) {
        var type = dialect.cursorType(column);
        return type == null ? Stream.of() : Stream.of(new Cursor(column.name(), type, column.nullable(), indexed));
    }

    public Set<SyncMethod> methods() {
        return all.isEmpty()
                ? Set.of(SyncMethod.FULL_REFRESH)
                : Set.of(SyncMethod.FULL_REFRESH, SyncMethod.INCREMENTAL, SyncMethod.APPEND);
    }
}
