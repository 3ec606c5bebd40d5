package dev.hedgerow.syncjob;

import dev.hedgerow.connector.Change;
import dev.hedgerow.connector.Change.Deleted;
import dev.hedgerow.connector.Change.Inserted;
import dev.hedgerow.connector.Change.Shape;
import dev.hedgerow.connector.Change.Truncated;
import dev.hedgerow.connector.Change.Updated;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableChange;
import dev.hedgerow.engine.TableChange.Clear;
import dev.hedgerow.engine.TableChange.Move;
import dev.hedgerow.engine.TableChange.Put;
import dev.hedgerow.engine.TableChange.Remove;
import dev.hedgerow.engine.TableChange.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folds the changes of a table into few steps that lead to the same rows: of a key only the last change counts. */
final class StateFold {

    private final List<Step> steps = new ArrayList<>();
    private final Map<List<@Nullable Object>, Outcome> outcomes = new LinkedHashMap<>();
    private @Nullable Layout layout;

    /** What becomes of a key; no row means that it goes. */
    private record Outcome(
            List<@Nullable Object> key, @Nullable List<@Nullable Object> row) {}

    void add(Layout as, Change change) {
        if (!as.equals(layout)) {
            flush();
            layout = as;
        }
        switch (change) {
            case Shape _ -> {
                // It has become the layout.
            }
            case Inserted inserted -> put(as, as.row(inserted.row()));
            case Updated updated -> update(as, updated.oldKey(), as.row(updated.row()));
            case Deleted deleted -> remove(deleted.key());
            case Truncated _ -> {
                outcomes.clear();
                steps.clear();
                steps.add(new Clear());
            }
        }
    }

    List<Step> steps() {
        flush();
        return List.copyOf(steps);
    }

    private void put(Layout as, List<@Nullable Object> row) {
        var key = as.keyOf(row);
        outcomes.put(Layout.identity(key), new Outcome(key, row));
    }

    private void remove(List<@Nullable Object> key) {
        outcomes.put(Layout.identity(key), new Outcome(key, null));
    }

    private void update(Layout as, @Nullable List<@Nullable Object> oldKey, List<@Nullable Object> row) {
        if (oldKey != null) {
            as.fillKey(row, oldKey);
        }
        var key = as.keyOf(row);
        var from = oldKey == null ? key : oldKey;
        var before = outcomes.get(Layout.identity(from));
        if (before != null && before.row() != null) {
            Layout.fill(row, before.row());
        }
        if (!Layout.identity(from).equals(Layout.identity(key))) {
            if (Layout.missing(row).isEmpty()) {
                remove(from);
            } else {
                move(as, from, key);
            }
        }
        put(as, row);
    }

    /** The row takes the values along that the source did not repeat. */
    private void move(Layout as, List<@Nullable Object> from, List<@Nullable Object> to) {
        flush();
        var columns = Stream.concat(
                        as.keyColumns().stream(),
                        as.keyColumns().stream()
                                .map(column -> new SourceColumn(TableChange.former(column.name()), column.type())))
                .toList();
        var both = new ArrayList<@Nullable Object>(to);
        both.addAll(from);
        steps.add(new Move(as.keyNames(), Layout.source(columns, List.of(both))));
    }

    private void flush() {
        if (layout == null || outcomes.isEmpty()) {
            return;
        }
        var gone = new ArrayList<List<@Nullable Object>>();
        var rows = new LinkedHashMap<List<Integer>, List<List<@Nullable Object>>>();
        for (var outcome : outcomes.values()) {
            var row = outcome.row();
            if (row == null) {
                gone.add(outcome.key());
            } else {
                var missing = Layout.missing(row);
                rows.computeIfAbsent(missing, _ -> new ArrayList<>()).add(Layout.without(row, missing));
            }
        }
        if (!gone.isEmpty()) {
            steps.add(new Remove(Layout.source(layout.keyColumns(), gone)));
        }
        var key = layout.keyNames();
        for (var entry : rows.entrySet()) {
            steps.add(new Put(key, Layout.source(layout.columnsWithout(entry.getKey()), entry.getValue())));
        }
        outcomes.clear();
    }
}
