package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import dev.hedgerow.query.CompiledView;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Which columns feed which: directly, as each view keeps it, and at the end of the way, where no view is any more. */
@Component
class ColumnLineage {

    private final SavedQueryRepository views;

    ColumnLineage(SavedQueryRepository views) {
        this.views = views;
    }

    record Answer(List<Column> columns) {}

    /**
     * A column and what feeds it.
     *
     * @param sources the columns the text reads
     * @param origins the columns of tables behind them
     */
    record Column(String name, List<CompiledView.Source> sources, List<CompiledView.Source> origins) {}

    Answer of(Team team, SavedQuery view) {
        var known = new HashMap<String, Optional<Map<String, List<CompiledView.Source>>>>();
        return new Answer(view.columns().stream()
                .map(column -> new Column(column.name(), column.sources(), origins(team, column.sources(), known)))
                .toList());
    }

    private List<CompiledView.Source> origins(
            Team team,
            List<CompiledView.Source> sources,
            Map<String, Optional<Map<String, List<CompiledView.Source>>>> known) {
        var origins = new LinkedHashSet<CompiledView.Source>();
        Set<CompiledView.Source> seen = new LinkedHashSet<>(sources);
        var open = new ArrayDeque<>(sources);
        while (!open.isEmpty()) {
            var source = open.poll();
            var view = known.computeIfAbsent(source.table(), name -> columns(team, name));
            if (view.isEmpty()) {
                origins.add(source);
            } else {
                view.get().getOrDefault(source.column(), List.of()).stream()
                        .filter(seen::add)
                        .forEach(open::add);
            }
        }
        return List.copyOf(origins);
    }

    private Optional<Map<String, List<CompiledView.Source>>> columns(Team team, String name) {
        return views.findByName(team.id(), name).map(view -> {
            var sources = new HashMap<String, List<CompiledView.Source>>();
            view.columns().forEach(column -> sources.put(column.name(), column.sources()));
            return sources;
        });
    }
}
