package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.folder.Folders;
import dev.hedgerow.lineage.Lineage;
import dev.hedgerow.lineage.NodeKind;
import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.NotFound;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * Creates and changes views, each change whole or not at all: the row, its columns, its place in the lineage, its
 * history.
 */
@Service
@Transactional
class SavedQueryEditor {

    private final SavedQueryRepository views;
    private final ViewNames names;
    private final ViewChecker checker;
    private final ViewColumns columns;
    private final ViewSources sources;
    private final ViewHistory history;
    private final Lineage lineage;
    private final Folders folders;
    private final Readers readers;
    private final Materializing materializing;
    private final Clock clock;

    SavedQueryEditor(
            SavedQueryRepository views,
            ViewNames names,
            ViewChecker checker,
            ViewColumns columns,
            ViewSources sources,
            ViewHistory history,
            Lineage lineage,
            Folders folders,
            Readers readers,
            Materializing materializing,
            Clock clock) {
        this.views = views;
        this.names = names;
        this.checker = checker;
        this.columns = columns;
        this.sources = sources;
        this.history = history;
        this.lineage = lineage;
        this.folders = folders;
        this.readers = readers;
        this.materializing = materializing;
        this.clock = clock;
    }

    /** A new view, or nothing when there has come to be one of that name. */
    Optional<SavedQuery> create(Team team, Caller caller, SavedQueryRequest request) {
        lineage.lock(team);
        if (views.findId(team.id(), request.name()).isPresent()) {
            return Optional.empty();
        }
        names.check(team, request.name());
        requireFolder(team, request.folderId());
        requireStaff(caller, request);
        var checked = checker.check(team, request.query());
        var view = new SavedQuery(team, caller, request, clock.instant());
        if (!request.isSoft()) {
            view.show(ViewColumns.of(checked, request.types()));
        }
        view.refreshBy(request.incremental());
        views.saveAndFlush(view);
        lineage.add(team, view.id().toString(), view.name(), NodeKind.VIEW, request.dagId());
        lineage.connect(team, view.id().toString(), sources.of(team, checked.tables()));
        if (request.syncFrequency() != null) {
            materializing.follow(team, view, request.syncFrequency());
        }
        history.created(team, caller, view);
        return Optional.of(view);
    }

    /** PUT and PATCH are one operation: they differ only in how they get from the present state to the next. */
    SavedQuery update(Team team, Caller caller, UUID id, Edit edit) {
        var view = locked(team, id);
        var before = history.tracked(team, view);
        var request = edit.onto(SavedQueryRequest.of(view));
        rename(team, view, request);
        requireFolder(team, request.folderId());
        if (request.isTest() != null && request.isTest() && !view.isTest()) {
            requireStaff(caller, request);
        }
        view.change(request, clock.instant());
        if (edit.names("query")) {
            rewrite(team, view, request);
        }
        if (edit.names("query") || edit.names("incremental")) {
            view.refreshBy(edit.names("incremental") ? request.incremental() : view.incremental());
        }
        if (edit.names("dag_id")) {
            readers.refuseMove(team, view);
            lineage.move(team, view.id().toString(), request.dagId());
        }
        if (edit.names("sync_frequency")) {
            materializing.follow(team, view, request.syncFrequency());
        }
        views.flush();
        history.updated(team, caller, view, before);
        return view;
    }

    /** The order in which everybody takes these locks: the graph, the runs, the view. */
    SavedQuery locked(Team team, UUID id) {
        lineage.lock(team);
        materializing.hold(id);
        return views.findToChange(team.id(), id).orElseThrow(NotFound::new);
    }

    private void rename(Team team, SavedQuery view, SavedQueryRequest request) {
        if (!request.name().equals(view.name())) {
            names.check(team, request.name());
            readers.refuseWhileRead(team, view, "rename");
            materializing.rename(team, view, request.name());
        }
    }

    private void rewrite(Team team, SavedQuery view, SavedQueryRequest request) {
        var checked = checker.check(team, request.query());
        if (!request.isSoft()) {
            refuseConflict(view, request.query(), request.editedHistoryId());
            view.modified();
        }
        view.rewrite(request.query(), clock.instant());
        var shown = ViewColumns.of(checked, request.types());
        var reshaped = !shown.equals(view.columns());
        view.show(shown);
        views.flush();
        lineage.connect(team, view.id().toString(), sources.of(team, checked.tables()));
        if (reshaped) {
            columns.refreshReaders(team, view);
        }
    }

    /** Of two people who edit one text, the second must have seen what the first one wrote. */
    private static void refuseConflict(SavedQuery view, JsonNode query, @Nullable String token) {
        if (!query.equals(view.query()) && !isToken(token, view.queryRevision())) {
            throw new InvalidInput(null, "The query was modified by someone else.");
        }
    }

    /** In any spelling of the UUID. */
    private static boolean isToken(@Nullable String token, UUID revision) {
        return token != null
                && token.strip()
                        .replace("-", "")
                        .equalsIgnoreCase(revision.toString().replace("-", ""));
    }

    private void requireFolder(Team team, @Nullable UUID folder) {
        if (folder != null && folders.name(team, folder).isEmpty()) {
            throw new InvalidInput(
                    "folder_id", "does_not_exist", "Invalid pk \"%s\" - object does not exist.".formatted(folder));
        }
    }

    private static void requireStaff(Caller caller, SavedQueryRequest request) {
        if (Boolean.TRUE.equals(request.isTest()) && !caller.staff()) {
            throw new InvalidInput("is_test", "Only staff users can create test views.");
        }
    }

    /** Deletes a view that no other view reads. */
    SavedQuery delete(Team team, Caller caller, UUID id) {
        var view = locked(team, id);
        readers.refuseWhileRead(team, view, "delete");
        remove(team, view);
        history.happened(team, caller, view, "deleted");
        return view;
    }

    /** Takes the view away with all that hangs on it, whoever reads it. */
    void remove(Team team, SavedQuery view) {
        materializing.revert(team, view);
        lineage.remove(team, view.id().toString());
        view.delete(clock.instant());
        views.flush();
    }
}
