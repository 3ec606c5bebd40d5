package dev.hedgerow.syncjob;

import dev.hedgerow.connector.Change.Shape;
import dev.hedgerow.connector.Change.Unchanged;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a stream become rows here: which of their values, in which columns.
 *
 * @param columns of the rows here, with the types that their values come in
 * @param positions of those in the rows of the stream
 * @param key where the key's values are in the rows here
 */
record Layout(List<SourceColumn> columns, List<Integer> positions, List<Integer> key) {

    static Layout of(Shape shape, Predicate<String> shows) {
        var columns = new ArrayList<SourceColumn>();
        var positions = new ArrayList<Integer>();
        var key = new ArrayList<Integer>();
        for (int i = 0; i < shape.columns().size(); i++) {
            var column = shape.columns().get(i);
            if (shape.key().contains(column.name())) {
                key.add(columns.size());
            }
            if (shape.key().contains(column.name()) || shows.test(column.name())) {
                columns.add(arriving(column));
                positions.add(i);
            }
        }
        return new Layout(List.copyOf(columns), List.copyOf(positions), List.copyOf(key));
    }

    /** Moments arrive in UTC, without their zone. */
    private static SourceColumn arriving(TableColumn column) {
        return new SourceColumn(column.name(), column.type() == Simple.INSTANT ? Simple.TIMESTAMP : column.type());
    }

    /** As they are kept. */
    List<SourceColumn> kept() {
        return KeptRows.kept(columns);
    }

    List<@Nullable Object> row(List<@Nullable Object> arrived) {
        var row = new ArrayList<@Nullable Object>(positions.size());
        positions.forEach(position -> row.add(arrived.get(position)));
        return row;
    }

    List<@Nullable Object> keyOf(List<@Nullable Object> row) {
        var values = new ArrayList<@Nullable Object>(key.size());
        key.forEach(position -> values.add(row.get(position)));
        return values;
    }

    List<String> keyNames() {
        return keyColumns().stream().map(SourceColumn::name).toList();
    }

    List<SourceColumn> keyColumns() {
        return key.stream().map(columns::get).toList();
    }

    /** Puts a value in the place of each that the source did not repeat, where somebody knows it. */
    static void fill(List<@Nullable Object> row, List<@Nullable Object> known) {
        for (int i = 0; i < row.size(); i++) {
            if (row.get(i) == Unchanged.VALUE) {
                row.set(i, known.get(i));
            }
        }
    }

    /** A key's large value that stayed is not repeated either, but then the old key is told. */
    void fillKey(List<@Nullable Object> row, List<@Nullable Object> oldKey) {
        for (int i = 0; i < key.size(); i++) {
            if (row.get(key.get(i)) == Unchanged.VALUE) {
                row.set(key.get(i), oldKey.get(i));
            }
        }
    }

    static List<Integer> missing(List<@Nullable Object> row) {
        return IntStream.range(0, row.size())
                .filter(i -> row.get(i) == Unchanged.VALUE)
                .boxed()
                .toList();
    }

    /** The columns but for those at the given places. */
    List<SourceColumn> columnsWithout(List<Integer> missing) {
        return without(columns, missing);
    }

    static <T extends @Nullable Object> List<T> without(List<T> values, List<Integer> missing) {
        if (missing.isEmpty()) {
            return values;
        }
        var left = new ArrayList<T>();
        for (int i = 0; i < values.size(); i++) {
            if (!missing.contains(i)) {
                left.add(values.get(i));
            }
        }
        return left;
    }

    /** Something that equals itself for equal keys. */
    static List<@Nullable Object> identity(List<@Nullable Object> key) {
        var identity = new ArrayList<@Nullable Object>(key.size());
        key.forEach(value -> identity.add(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value));
        return identity;
    }

    static RowSource source(List<SourceColumn> columns, List<List<@Nullable Object>> rows) {
        return KeptRows.of(RowSource.of(columns, rows.iterator()));
    }
}
