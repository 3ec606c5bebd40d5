package dev.hedgerow.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Who is calling.
 *
 * @param memberships the caller's level in each organization they belong to
 */
public record Caller(
        long userId,
        UUID uuid,
        String distinctId,
        String email,
        boolean staff,
        @Nullable UUID currentOrganization,
        @Nullable Long currentProject,
        Map<UUID, MembershipLevel> memberships,
        Credential credential) {

    private static final String ATTRIBUTE = Caller.class.getName();

    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
        MDC.put("caller", String.valueOf(userId));
    }

    /** The caller of a request that was let in; empty on routes open to everybody. */
    public static Optional<Caller> of(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }

    public boolean isMemberOf(UUID organization) {
        return memberships.containsKey(organization);
    }

    /** The organizations that the caller belongs to and their credential is good for. */
    public Set<UUID> visibleOrganizations() {
        return credential instanceof Credential.PersonalKey key
                        && !key.scopedOrganizations().isEmpty()
                ? memberships.keySet().stream()
                        .filter(key.scopedOrganizations()::contains)
                        .collect(Collectors.toUnmodifiableSet())
                : memberships.keySet();
    }

    /** What the caller is in an organization that they are known to belong to. */
    public MembershipLevel levelIn(UUID organization) {
        return Optional.ofNullable(memberships.get(organization)).orElseThrow();
    }

    public boolean isAdminOf(UUID organization) {
        var level = memberships.get(organization);
        return level != null && level.isAtLeast(MembershipLevel.ADMIN);
    }

    /** What {@code user_access_level} says of an object of {@code team} that {@code creator} made. */
    public String accessLevel(Team team, @Nullable Long creator) {
        return isAdminOf(team.organizationId()) || (creator != null && creator == userId) ? "manager" : "editor";
    }
}
