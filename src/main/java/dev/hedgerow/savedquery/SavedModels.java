package dev.hedgerow.savedquery;

import static java.util.stream.Collectors.toMap;

import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.lineage.Lineage;
import dev.hedgerow.lineage.Node;
import dev.hedgerow.lineage.NodeKind;
import dev.hedgerow.lineage.NodeWithSources;
import dev.hedgerow.modelingjob.Incremental;
import dev.hedgerow.modelingjob.Model;
import dev.hedgerow.modelingjob.Models;
import dev.hedgerow.savedquery.SavedQueryRepository.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Views as what is run. Whoever renames or deletes one holds its runs meanwhile, so that no lock is needed here. */
@Component
@Transactional(readOnly = true)
class SavedModels implements Models {

    private final SavedQueryRepository views;
    private final Lineage lineage;
    private final Teams teams;

    SavedModels(SavedQueryRepository views, Lineage lineage, Teams teams) {
        this.views = views;
        this.lineage = lineage;
        this.teams = teams;
    }

    @Override
    public Optional<Model> find(UUID id) {
        return views.findDefinition(id)
                .flatMap(view -> teams.find(view.teamId()).flatMap(team -> model(team, view)));
    }

    @Override
    public Optional<String> nameOf(UUID id) {
        return views.nameOf(id);
    }

    private Optional<Model> model(Team team, Definition view) {
        return lineage.node(team, view.id().toString()).map(node -> model(team, view, node));
    }

    private Model model(Team team, Definition view, Node node) {
        return new Model(
                team,
                view.id(),
                node.id(),
                view.name(),
                ViewQuery.textOf(view.query()),
                view.createdBy(),
                view.syncSeconds() == null ? null : Duration.ofSeconds(view.syncSeconds()),
                view.queryChangedAt(),
                incremental(team, view, node));
    }

    private @Nullable Incremental incremental(Team team, Definition view, Node node) {
        var settings = view.incremental();
        if (settings == null
                || !settings.enabled()
                || settings.incrementalKey() == null
                || settings.uniqueKey() == null) {
            return null;
        }
        var above = lineage.ancestry(node.id());
        var changed =
                edits(team, above).values().stream().max(Instant::compareTo).orElse(Instant.EPOCH);
        return new Incremental(
                settings.incrementalKey(),
                settings.uniqueKey(),
                Duration.ofSeconds(settings.lookback()),
                ViewQuery.textOf(view.query()) + '\0' + changed);
    }

    @Override
    public SequencedMap<UUID, Instant> materializedUpstream(Model model) {
        var ancestry = lineage.ancestry(model.node());
        var materialized = new LinkedHashMap<UUID, Instant>();
        if (ancestry.stream().anyMatch(ancestor -> ancestor.node().kind() == NodeKind.MATVIEW)) {
            var edits = edits(model.team(), ancestry);
            var changes = new HashMap<UUID, Instant>();
            ancestry.forEach(ancestor -> {
                var changed = Stream.concat(Stream.of(ancestor.node().id()), ancestor.sources().stream())
                        .map(node -> changes.getOrDefault(node, edits.getOrDefault(node, Instant.EPOCH)))
                        .max(Instant::compareTo)
                        .orElseThrow();
                changes.put(ancestor.node().id(), changed);
                if (ancestor.node().kind() == NodeKind.MATVIEW) {
                    materialized.put(UUID.fromString(ancestor.node().reference()), changed);
                }
            });
        }
        return materialized;
    }

    /** When the text of each view among them last changed, by node. */
    private Map<UUID, Instant> edits(Team team, List<NodeWithSources> ancestry) {
        var nodes = ancestry.stream()
                .map(NodeWithSources::node)
                .filter(node -> node.kind() != NodeKind.TABLE)
                .collect(toMap(node -> UUID.fromString(node.reference()), Node::id));
        return views.edits(team.id(), nodes.keySet()).stream()
                .collect(toMap(edit -> nodes.get(edit.id()), SavedQueryRepository.TextEdit::queryChangedAt));
    }
}
