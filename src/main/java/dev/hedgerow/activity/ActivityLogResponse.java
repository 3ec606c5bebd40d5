package dev.hedgerow.activity;

import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.UserBasic;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of a project's log as clients see it.
 *
 * @param unread always false: nobody's place in the log is kept
 * @param wasImpersonated always false: nobody can act as somebody else
 */
record ActivityLogResponse(
        UUID id,
        @Nullable UserBasic user,
        boolean unread,
        UUID organizationId,
        boolean wasImpersonated,
        boolean isSystem,
        String activity,
        String itemId,
        String scope,
        Activity.Detail detail,
        Instant createdAt) {

    static ActivityLogResponse of(Team team, ActivityLog.Acted acted) {
        var activity = acted.activity();
        return new ActivityLogResponse(
                activity.id(),
                acted.user(),
                false,
                team.organizationId(),
                false,
                activity.bySystem(),
                activity.activity(),
                activity.itemId(),
                activity.scope(),
                activity.detail(),
                activity.createdAt());
    }
}
