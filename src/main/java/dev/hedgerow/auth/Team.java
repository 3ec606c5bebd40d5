package dev.hedgerow.auth;

import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;

/**
 * A project that the one who holds this was let into. Requests get it from the check of their path, background work
 * from {@link Teams}; nobody can make one of a bare id.
 */
public final class Team {

    private final long id;
    private final UUID organizationId;
    private final String name;
    private final ZoneId timezone;

    Team(long id, UUID organizationId, String name, ZoneId timezone) {
        this.id = id;
        this.organizationId = organizationId;
        this.name = name;
        this.timezone = timezone;
    }

    public long id() {
        return id;
    }

    public UUID organizationId() {
        return organizationId;
    }

    public String name() {
        return name;
    }

    public ZoneId timezone() {
        return timezone;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Team team && team.id == id;
    }

    @Override
    public int hashCode() {
        return Objects.hash(id);
    }

    @Override
    public String toString() {
        return "project " + id;
    }
}
