package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Users;
import dev.hedgerow.folder.Folders;
import dev.hedgerow.lineage.Lineage;
import dev.hedgerow.lineage.Node;
import dev.hedgerow.modelingjob.Runs;
import dev.hedgerow.web.NotFound;
import dev.hedgerow.web.Patch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What the routes of views do; what asks the engine does so before a transaction begins. */
@Service
class SavedQueryService {

    private final SavedQueryRepository views;
    private final SavedQueryEditor editor;
    private final ViewChecker checker;
    private final Lineage lineage;
    private final Folders folders;
    private final Users users;
    private final Runs runs;
    private final FrequencyLimits limits;

    SavedQueryService(
            SavedQueryRepository views,
            SavedQueryEditor editor,
            ViewChecker checker,
            Lineage lineage,
            Folders folders,
            Users users,
            Runs runs,
            FrequencyLimits limits) {
        this.views = views;
        this.editor = editor;
        this.checker = checker;
        this.lineage = lineage;
        this.folders = folders;
        this.users = users;
        this.runs = runs;
        this.limits = limits;
    }

    /** A view as it was saved, and whether it is a new one. */
    record Saved(SavedQueryResponse view, boolean created) {}

    /** Creates a view, or changes the one that has the name already. */
    Saved create(Team team, Caller caller, Patch<SavedQueryRequest> body) {
        var name = body.text("name");
        var known = name == null ? Optional.<UUID>empty() : views.findId(team.id(), name.strip());
        if (known.isEmpty()) {
            var request = body.whole(SavedQueryRequest.class);
            var query = request.query();
            if (!request.isSoft() && !hasTypes(request)) {
                checker.checkThoroughly(team, query);
            }
            var created = editor.create(team, caller, request);
            if (created.isPresent()) {
                return new Saved(shown(team, caller, created.get()), true);
            }
            known = views.findId(team.id(), request.name());
        }
        return new Saved(update(team, caller, known.orElseThrow(NotFound::new), Edit.patch(body)), false);
    }

    private static boolean hasTypes(SavedQueryRequest request) {
        return request.types() != null
                && request.types().isArray()
                && !request.types().isEmpty();
    }

    SavedQueryResponse update(Team team, Caller caller, UUID id, Edit edit) {
        var current = get(team, id);
        var request = edit.onto(SavedQueryRequest.of(current));
        if (Boolean.TRUE.equals(request.deleted())) {
            return shown(team, caller, editor.delete(team, caller, id));
        }
        if (edit.names("query") && !request.isSoft() && !hasTypes(request)) {
            checker.checkThoroughly(team, request.query());
        }
        return shown(team, caller, editor.update(team, caller, id, edit));
    }

    SavedQueryResponse retrieve(Team team, Caller caller, UUID id) {
        return shown(team, caller, get(team, id));
    }

    void delete(Team team, Caller caller, UUID id) {
        editor.delete(team, caller, id);
    }

    SavedQuery get(Team team, UUID id) {
        return views.find(team.id(), id).orElseThrow(NotFound::new);
    }

    SavedQueryResponse shown(Team team, Caller caller, SavedQuery view) {
        var node = lineage.node(team, view.id().toString());
        var state = runs.incremental(team, view.id());
        return new SavedQueryResponse(
                view.id(),
                view.isDeleted(),
                view.knownName(),
                view.query(),
                users.basic(view.createdBy()),
                view.createdAt(),
                SyncFrequency.wireOf(view.interval()),
                view.columns().stream().map(SavedQueryResponse.Column::of).toList(),
                view.status(),
                view.lastRunAt(),
                null,
                view.folderId(),
                folders.name(team, view.folderId()).orElse(null),
                view.latestError(),
                null,
                view.queryRevision(),
                null,
                node.map(Node::dag).orElse(null),
                view.isMaterialized(),
                view.origin(),
                view.isTest(),
                view.expiresAt(),
                caller.accessLevel(team, view.createdBy()),
                view.description(),
                view.updatedAt(),
                node.map(found -> limits.of(team, found)).orElse(FrequencyBounds.NONE),
                view.incremental(),
                state.orElse(null),
                state.isPresent(),
                suspended(team, view.id()));
    }

    /** By engine; there is one as yet. */
    private Map<String, Object> suspended(Team team, UUID id) {
        var suspension = runs.suspended(team, List.of(id)).get(id);
        return suspension == null ? Map.of() : Map.of("duckdb", suspension);
    }
}
