package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.lineage.Source;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the names in a view's text stand for in the lineage. */
@Component
class ViewSources {

    private final SavedQueryRepository views;
    private final WarehouseTables tables;

    ViewSources(SavedQueryRepository views, WarehouseTables tables) {
        this.views = views;
        this.tables = tables;
    }

    /** A view by its id, an imported table by its id, any other table by its name. */
    List<Source> of(Team team, Collection<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        var ids = views.findByNames(team.id(), names).stream()
                .collect(Collectors.toMap(SavedQuery::name, SavedQuery::id));
        var imported = tables.ids(team, names);
        return names.stream().map(name -> source(name, ids, imported)).toList();
    }

    private static Source source(String name, Map<String, UUID> views, Map<String, UUID> imported) {
        var view = views.get(name);
        if (view != null) {
            return new Source(view.toString(), name, false);
        }
        var table = imported.get(name);
        return new Source(table == null ? name : table.toString(), name, true);
    }
}
