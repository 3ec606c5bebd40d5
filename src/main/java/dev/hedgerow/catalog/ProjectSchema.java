package dev.hedgerow.catalog;

import dev.hedgerow.auth.Team;
import dev.hedgerow.hogql.Schema;
import dev.hedgerow.hogql.TableDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one query can name. A table is looked up once, so that the query sees one state of it. */
public final class ProjectSchema implements Schema {

    private final Team team;
    private final List<TableProvider> providers;
    private final Map<List<String>, Optional<TableProvider.Offer>> looked = new HashMap<>();

    ProjectSchema(Team team, List<TableProvider> providers) {
        this.team = team;
        this.providers = providers;
    }

    @Override
    public Optional<TableDefinition> find(List<String> name) {
        return looked.computeIfAbsent(List.copyOf(name), this::look).map(TableProvider.Offer::definition);
    }

    private Optional<TableProvider.Offer> look(List<String> name) {
        return providers.stream()
                .flatMap(provider -> provider.find(team, name).stream())
                .findFirst();
    }

    @Override
    public Collection<String> names() {
        return providers.stream()
                .flatMap(provider -> provider.names(team).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The stamps of the tables that were found so far, by name. */
    public SortedMap<String, String> stamps() {
        var stamps = new TreeMap<String, String>();
        looked.values().stream()
                .flatMap(Optional::stream)
                .forEach(offer -> stamps.put(offer.definition().name(), offer.stamp()));
        return stamps;
    }
}
