package dev.hedgerow.auth;

import java.util.UUID;

/** An organization that the caller was let into, and as what. */
public final class Organization {

    private final UUID id;
    private final MembershipLevel level;

    Organization(UUID id, MembershipLevel level) {
        this.id = id;
        this.level = level;
    }

    public UUID id() {
        return id;
    }

    public MembershipLevel level() {
        return level;
    }
}
