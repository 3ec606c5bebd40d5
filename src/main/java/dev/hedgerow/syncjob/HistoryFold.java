package dev.hedgerow.syncjob;

import dev.hedgerow.connector.Change;
import dev.hedgerow.connector.Change.Deleted;
import dev.hedgerow.connector.Change.Inserted;
import dev.hedgerow.connector.Change.Shape;
import dev.hedgerow.connector.Change.Truncated;
import dev.hedgerow.connector.Change.Updated;
import dev.hedgerow.connector.ChangeStream.Position;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableChange;
import dev.hedgerow.engine.TableChange.Add;
import dev.hedgerow.engine.TableChange.AddFilled;
import dev.hedgerow.engine.TableChange.Step;
import dev.hedgerow.engine.TableVersion;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row of each change, in a table that only grows. Values that the source did not repeat are those of the row
 * before: in these changes, or else in the table of the present state, as it is before these changes.
 */
final class HistoryFold {

    static final SourceColumn OPERATION = new SourceColumn("_ph_cdc_op", Simple.TEXT);
    static final SourceColumn TIME = new SourceColumn("_ph_cdc_timestamp", Simple.TIMESTAMP);

    /** Texts that sort as the changes were made. */
    static final SourceColumn SEQUENCE = new SourceColumn("_ph_cdc_seq", Simple.TEXT);

    static final List<SourceColumn> COLUMNS = List.of(OPERATION, TIME, SEQUENCE);

    private final TableVersion state;
    private final Map<List<@Nullable Object>, Known> known = new HashMap<>();
    private final Map<Kind, List<List<@Nullable Object>>> rows = new LinkedHashMap<>();
    private @Nullable Layout layout;

    HistoryFold(TableVersion state) {
        this.state = state;
    }

    /**
     * The last row of a key.
     *
     * @param base the key that the row had before these changes
     */
    private record Known(List<@Nullable Object> row, List<@Nullable Object> base) {}

    private record Kind(Layout layout, List<Integer> missing) {}

    static String sequence(long log, long number) {
        return "%016x%08x".formatted(log, number);
    }

    void add(Layout as, Change change) {
        if (!as.equals(layout)) {
            known.clear();
            layout = as;
        }
        switch (change) {
            case Shape _ -> {
                // It has become the layout.
            }
            case Inserted inserted -> {
                var row = as.row(inserted.row());
                know(as, row, as.keyOf(row));
                write(as, "insert", change, row, null);
            }
            case Updated updated -> update(as, updated);
            case Deleted deleted -> {
                known.remove(Layout.identity(deleted.key()));
                write(as, "delete", change, keyOnly(as, deleted.key()), null);
            }
            case Truncated _ -> {
                known.clear();
                write(as, "truncate", change, nothing(as), null);
            }
        }
    }

    List<Step> steps() {
        var steps = new ArrayList<Step>();
        for (var entry : rows.entrySet()) {
            steps.add(step(entry.getKey(), entry.getValue()));
        }
        return steps;
    }

    private void update(Layout as, Updated updated) {
        var row = as.row(updated.row());
        var oldKey = updated.oldKey();
        if (oldKey != null) {
            as.fillKey(row, oldKey);
        }
        var from = oldKey == null ? as.keyOf(row) : oldKey;
        var before = known.remove(Layout.identity(from));
        if (before != null) {
            Layout.fill(row, before.row());
        }
        var base = before == null ? from : before.base();
        know(as, row, base);
        write(as, "update", updated, row, base);
    }

    private void know(Layout as, List<@Nullable Object> row, List<@Nullable Object> base) {
        known.put(Layout.identity(as.keyOf(row)), new Known(row, base));
    }

    private void write(
            Layout as,
            String operation,
            Change change,
            List<@Nullable Object> row,
            @Nullable List<@Nullable Object> base) {
        var missing = Layout.missing(row);
        var values = new ArrayList<@Nullable Object>(Layout.without(row, missing));
        values.add(operation);
        values.add(LocalDateTime.ofInstant(change.committed(), ZoneOffset.UTC));
        values.add(sequence(change.position()));
        if (!missing.isEmpty() && base != null) {
            values.addAll(base);
        }
        rows.computeIfAbsent(new Kind(as, missing), _ -> new ArrayList<>()).add(values);
    }

    private static String sequence(Position position) {
        return sequence(position.log(), position.number());
    }

    private Step step(Kind kind, List<List<@Nullable Object>> same) {
        var columns = new ArrayList<>(kind.layout().columnsWithout(kind.missing()));
        columns.addAll(COLUMNS);
        if (kind.missing().isEmpty()) {
            return new Add(Layout.source(columns, same));
        }
        kind.layout()
                .keyColumns()
                .forEach(column -> columns.add(new SourceColumn(TableChange.former(column.name()), column.type())));
        return new AddFilled(
                Layout.source(columns, same),
                state,
                kind.layout().keyNames(),
                kind.missing().stream()
                        .map(position -> kind.layout().columns().get(position).name())
                        .toList());
    }

    private static List<@Nullable Object> keyOnly(Layout as, List<@Nullable Object> key) {
        var row = nothing(as);
        for (int i = 0; i < key.size(); i++) {
            row.set(as.key().get(i), key.get(i));
        }
        return row;
    }

    private static List<@Nullable Object> nothing(Layout as) {
        return new ArrayList<@Nullable Object>(Collections.nCopies(as.columns().size(), null));
    }
}
