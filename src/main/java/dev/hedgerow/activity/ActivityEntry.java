package dev.hedgerow.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hedgerow.auth.UserBasic;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of one item's log as clients see it. */
public record ActivityEntry(
        UUID id,
        @Nullable By user,
        String activity,
        String scope,
        String itemId,
        Activity.Detail detail,
        Instant createdAt) {

    static ActivityEntry of(Activity activity, @Nullable UserBasic user) {
        return new ActivityEntry(
                activity.id(),
                activity.bySystem() ? By.SYSTEM : By.of(user),
                activity.activity(),
                activity.scope(),
                activity.itemId(),
                activity.detail(),
                activity.createdAt());
    }

    /** Who acted; {@code is_system} is only there when it is true. */
    record By(
            String firstName,
            @Nullable String email,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean isSystem) {

        static final By SYSTEM = new By("System", null, true);

        static @Nullable By of(@Nullable UserBasic user) {
            return user == null ? null : new By(user.firstName(), user.email(), null);
        }
    }
}
