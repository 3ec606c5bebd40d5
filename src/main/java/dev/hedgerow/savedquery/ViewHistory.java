package dev.hedgerow.savedquery;

import dev.hedgerow.activity.ActivityLog;
import dev.hedgerow.activity.ActivityPage;
import dev.hedgerow.activity.ActivityPaging;
import dev.hedgerow.activity.Actor;
import dev.hedgerow.activity.Change;
import dev.hedgerow.activity.Item;
import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.folder.Folders;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the activity log says of views. */
@Component
class ViewHistory {

    static final String SCOPE = "DataWarehouseSavedQuery";

    private final ActivityLog log;
    private final Folders folders;
    private final JsonMapper json;

    ViewHistory(ActivityLog log, Folders folders, JsonMapper json) {
        this.log = log;
        this.folders = folders;
        this.json = json;
    }

    /** The fields whose history is kept; the name is not among them. */
    record Tracked(
            JsonNode query,
            @Nullable String folder,
            @Nullable String description,
            boolean isTest,
            @Nullable Instant expiresAt,
            boolean isMaterialized,
            @Nullable String syncFrequencyInterval,
            @Nullable IncrementalSettings incremental) {}

    Tracked tracked(Team team, SavedQuery view) {
        return new Tracked(
                view.query(),
                folders.name(team, view.folderId()).orElse(null),
                view.description(),
                view.isTest(),
                view.expiresAt(),
                view.isMaterialized(),
                SyncFrequency.pythonOf(view.interval()),
                view.incremental());
    }

    void created(Team team, Caller caller, SavedQuery view) {
        record(team, caller, view, "created", List.of(Change.created(SCOPE, "query", view.query())));
    }

    void updated(Team team, Caller caller, SavedQuery view, Tracked before) {
        log.recordUpdate(team, Actor.of(caller), item(view), before, tracked(team, view));
    }

    /** One of the things that are done to a view and leave its fields as they are. */
    void happened(Team team, Caller caller, SavedQuery view, String activity) {
        record(team, caller, view, activity, null);
    }

    void materialized(Team team, Caller caller, SavedQuery view, Tracked before) {
        JsonNode interval = json.valueToTree(before.syncFrequencyInterval());
        JsonNode now = json.valueToTree(SyncFrequency.pythonOf(view.interval()));
        var change = new Change(SCOPE, Change.Action.CHANGED, "sync_frequency_interval", interval, now);
        record(team, caller, view, "materialization_enabled", List.of(change));
    }

    private void record(Team team, Caller caller, SavedQuery view, String activity, @Nullable List<Change> changes) {
        log.record(team, Actor.of(caller), item(view), activity, changes);
    }

    private static Item item(SavedQuery view) {
        return new Item(SCOPE, view.id(), view.knownName());
    }

    ActivityPage of(Team team, SavedQuery view, ActivityPaging paging) {
        return log.of(team, SCOPE, view.id(), paging);
    }
}
