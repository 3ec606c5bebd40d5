package dev.hedgerow.savedquery;

import dev.hedgerow.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/** How often to run the view; once a day when not told, or as near to it as can be. */
record MaterializeRequest(@Nullable SyncFrequency syncFrequency) {

    @Nullable
    SyncFrequency frequency() {
        if (syncFrequency == SyncFrequency.NEVER) {
            throw new InvalidInput("sync_frequency", "invalid_choice", "\"never\" is not a valid choice.");
        }
        return syncFrequency;
    }
}
