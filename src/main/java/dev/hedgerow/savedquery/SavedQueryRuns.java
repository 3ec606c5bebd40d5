package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.modelingjob.Materializations;
import dev.hedgerow.modelingjob.Runs;
import dev.hedgerow.web.PlainRefusal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks for runs of views, and takes that back. */
@Service
@Transactional
class SavedQueryRuns {

    private static final int HISTORY = 5;

    private final SavedQueryEditor editor;
    private final SavedQueryRepository views;
    private final Materializing materializing;
    private final Materializations runs;
    private final Runs past;
    private final ViewHistory history;

    SavedQueryRuns(
            SavedQueryEditor editor,
            SavedQueryRepository views,
            Materializing materializing,
            Materializations runs,
            Runs past,
            ViewHistory history) {
        this.editor = editor;
        this.views = views;
        this.materializing = materializing;
        this.runs = runs;
        this.past = past;
        this.history = history;
    }

    SavedQuery run(Team team, Caller caller, UUID id, boolean fullRefresh) {
        var view = editor.locked(team, id);
        runs.runSoon(team, id, fullRefresh);
        history.happened(team, caller, view, "sync_triggered");
        return view;
    }

    /** Also of a run that was asked for and has not begun. */
    SavedQuery cancel(Team team, Caller caller, UUID id) {
        var view = editor.locked(team, id);
        if (!runs.cancel(team, id)) {
            throw new PlainRefusal(
                    HttpStatus.BAD_REQUEST, Map.of("error", "Cannot cancel a query that is not running"));
        }
        view.cancelled();
        history.happened(team, caller, view, "sync_cancelled");
        return view;
    }

    /** Keeps the rows of a view as a table, and runs it at once. */
    SavedQuery materialize(Team team, Caller caller, UUID id, @Nullable SyncFrequency frequency) {
        var view = editor.locked(team, id);
        var before = history.tracked(team, view);
        materializing.follow(team, view, frequency == null ? materializing.usual(team, view) : frequency);
        runs.runSoon(team, id, false);
        history.materialized(team, caller, view, before);
        return view;
    }

    SavedQuery revert(Team team, Caller caller, UUID id) {
        var view = editor.locked(team, id);
        materializing.revert(team, view);
        history.happened(team, caller, view, "materialization_disabled");
        return view;
    }

    /** Whether there was a suspension to end. */
    boolean resume(Team team, UUID id) {
        return runs.resume(team, editor.locked(team, id).id());
    }

    /** Those of the views that are this project's, their suspensions ended. */
    List<UUID> resume(Team team, Collection<UUID> ids) {
        var known = ids.stream()
                .distinct()
                .sorted()
                .filter(id -> views.find(team.id(), id).isPresent())
                .toList();
        known.forEach(id -> runs.resume(team, id));
        return known;
    }

    @Transactional(readOnly = true)
    List<WithView.RunHistory.Run> history(Team team, UUID id) {
        return past.history(team, id, HISTORY).stream()
                .map(run -> new WithView.RunHistory.Run(run.status().toString(), run.timestamp()))
                .toList();
    }
}
