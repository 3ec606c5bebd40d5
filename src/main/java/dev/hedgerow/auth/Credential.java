package dev.hedgerow.auth;

import java.util.Set;
import java.util.UUID;

/** What a caller showed to be let in. */
public sealed interface Credential {

    /**
     * A personal API key.
     *
     * @param scopedTeams the only projects it works in; empty means all of its user's
     * @param scopedOrganizations the only organizations it works in; empty means all of its user's
     * @param inBody whether it came in the request body, where throttles do not look
     */
    record PersonalKey(
            String id, Set<String> scopes, Set<Long> scopedTeams, Set<UUID> scopedOrganizations, boolean inBody)
            implements Credential {

        /** Whether the key holds {@code scope} itself, its write twin, or everything. */
        public boolean holds(String scope) {
            return scopes.contains("*")
                    || scopes.contains(scope)
                    || (scope.endsWith(":read") && scopes.contains(scope.replace(":read", ":write")));
        }
    }

    /** A login in a browser; it may do whatever its user may. */
    record Session(String tokenHash) implements Credential {}
}
