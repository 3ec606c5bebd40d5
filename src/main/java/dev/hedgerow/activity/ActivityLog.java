package dev.hedgerow.activity;

import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.UserBasic;
import dev.hedgerow.auth.Users;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Remembers who did what. Whoever changes something says so here, in the same transaction. */
@Service
@Transactional(readOnly = true)
public class ActivityLog {

    private final ActivityRepository activities;
    private final Users users;
    private final JsonMapper json;
    private final Clock clock;

    ActivityLog(ActivityRepository activities, Users users, JsonMapper json, Clock clock) {
        this.activities = activities;
        this.users = users;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Notes that something was done to an item.
     *
     * @param activity the verb, such as {@code created}
     * @param changes what it did to the item's fields, or null where that says nothing
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Team team, Actor actor, Item item, String activity, @Nullable List<Change> changes) {
        activities.add(
                team,
                new Activity(
                        UUID.randomUUID(),
                        actor.user(),
                        actor.user() == null,
                        activity,
                        item.scope(),
                        item.id(),
                        new Activity.Detail(changes, item.name()),
                        clock.instant()));
    }

    /**
     * Notes that an item was updated, unless nothing that counts has changed.
     *
     * @param before the fields whose history is kept, as they were
     * @param after the same fields as they are now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public <T extends Record> void recordUpdate(Team team, Actor actor, Item item, T before, T after) {
        var changes = Change.between(item.scope(), tree(before), tree(after));
        if (!changes.isEmpty()) {
            record(team, actor, item, "updated", changes);
        }
    }

    private ObjectNode tree(Record state) {
        return json.valueToTree(state);
    }

    /** What happened to one item, newest first. */
    public ActivityPage of(Team team, String scope, UUID item, ActivityPaging paging) {
        var filter = ActivityFilter.item(scope, item.toString());
        var found = activities.list(team, filter, paging.offset(), paging.limit());
        var names =
                users.basics(found.stream().<@Nullable Long>map(Activity::user).toList());
        var entries = found.stream()
                .map(activity -> ActivityEntry.of(activity, names.get(activity.user())))
                .toList();
        return paging.page(entries, activities.count(team, filter));
    }

    /** What happened in the whole project, newest first. */
    Page<Acted> list(Team team, ActivityFilter filter, Pageable slice) {
        var found = activities.list(team, filter, slice.getOffset(), slice.getPageSize());
        var names =
                users.basics(found.stream().<@Nullable Long>map(Activity::user).toList());
        var acted = found.stream()
                .map(activity -> new Acted(activity, names.get(activity.user())))
                .toList();
        return new PageImpl<>(acted, slice, activities.count(team, filter));
    }

    /** A line with the user it is about, if they are still there. */
    record Acted(Activity activity, @Nullable UserBasic user) {}
}
