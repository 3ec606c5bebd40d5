package dev.hedgerow.activity;

import dev.hedgerow.auth.Caller;
import org.jspecify.annotations.Nullable;

/** Who did it: a user, or the server on its own account. */
public record Actor(@Nullable Long user) {

    public static final Actor SYSTEM = new Actor(null);

    public static Actor of(Caller caller) {
        return new Actor(caller.userId());
    }
}
