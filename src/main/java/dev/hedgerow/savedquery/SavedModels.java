package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.lineage.Lineage;
import dev.hedgerow.lineage.Node;
import dev.hedgerow.modelingjob.Model;
import dev.hedgerow.modelingjob.Models;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
        return views.findById(id).flatMap(view -> teams.find(view.teamId()).flatMap(team -> model(team, view)));
    }

    private Optional<Model> model(Team team, SavedQuery view) {
        return lineage.node(team, view.id().toString()).map(node -> model(team, view, node));
    }

    private static Model model(Team team, SavedQuery view, Node node) {
        return new Model(
                team,
                view.id(),
                node.id(),
                view.name(),
                ViewQuery.textOf(view.query()),
                view.createdBy(),
                view.interval(),
                view.queryChangedAt(),
                null);
    }

    @Override
    public List<UUID> materializedUpstream(UUID id) {
        return views.findById(id).flatMap(view -> teams.find(view.teamId())).stream()
                .flatMap(team -> lineage.materializedUpstream(team, id.toString()).stream())
                .map(UUID::fromString)
                .toList();
    }
}
