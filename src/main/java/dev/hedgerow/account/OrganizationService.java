package dev.hedgerow.account;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.MembershipLevel;
import dev.hedgerow.auth.Organization;
import dev.hedgerow.auth.PermissionDenied;
import dev.hedgerow.web.NotFound;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class OrganizationService {

    private final OrganizationRepository organizations;
    private final Memberships memberships;
    private final ProjectRepository projects;
    private final UserRepository users;
    private final Clock clock;

    OrganizationService(
            OrganizationRepository organizations,
            Memberships memberships,
            ProjectRepository projects,
            UserRepository users,
            Clock clock) {
        this.organizations = organizations;
        this.memberships = memberships;
        this.projects = projects;
        this.users = users;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Page<OrganizationDetails> list(Caller caller, Pageable slice) {
        var page = organizations.findByIdInOrderByCreatedAtAscIdAsc(caller.visibleOrganizations(), slice);
        return new PageImpl<>(details(page.getContent(), caller.memberships()), slice, page.getTotalElements());
    }

    @Transactional(readOnly = true)
    public OrganizationDetails get(Organization organization) {
        var profile = organizations.findById(organization.id()).orElseThrow(NotFound::new);
        return details(List.of(profile), Map.of(organization.id(), organization.level()))
                .getFirst();
    }

    /** A new organization with a first project, owned by the caller, who moves into it. */
    public OrganizationDetails create(Caller caller, OrganizationRequest request) {
        if (!caller.staff()) {
            throw new PermissionDenied("You are not a staff user, contact your instance admin.");
        }
        var organization = organizations.save(new OrganizationProfile(request.name(), clock.instant()));
        var project = projects.saveAndFlush(new Project(organization.id(), ProjectRequest.DEFAULT, clock.instant()));
        memberships.add(caller.userId(), organization.id(), MembershipLevel.OWNER);
        users.findById(caller.userId()).orElseThrow().switchTo(organization.id(), project.id());
        return new OrganizationDetails(organization, MembershipLevel.OWNER, List.of(project), 1);
    }

    /** Those a user belongs to, oldest membership first. */
    @Transactional(readOnly = true)
    List<OrganizationDetails> of(long user) {
        var joined = memberships.of(user);
        var levels = joined.stream().collect(Collectors.toMap(Membership::organizationId, Membership::level));
        var found = details(organizations.findByIdIn(levels.keySet()), levels).stream()
                .collect(Collectors.toMap(details -> details.profile().id(), Function.identity()));
        return joined.stream()
                .map(membership -> found.get(membership.organizationId()))
                .toList();
    }

    boolean isMember(long user, UUID organization) {
        return memberships.of(user).stream()
                .anyMatch(membership -> membership.organizationId().equals(organization));
    }

    private List<OrganizationDetails> details(List<OrganizationProfile> profiles, Map<UUID, MembershipLevel> levels) {
        var ids = profiles.stream().map(OrganizationProfile::id).toList();
        var sizes = memberships.sizes(ids);
        var contents = projects.findByOrganizationIdInOrderById(ids).stream()
                .collect(Collectors.groupingBy(Project::organizationId));
        return profiles.stream()
                .map(profile -> new OrganizationDetails(
                        profile,
                        levels.getOrDefault(profile.id(), MembershipLevel.MEMBER),
                        contents.getOrDefault(profile.id(), List.of()),
                        sizes.getOrDefault(profile.id(), 0)))
                .toList();
    }
}
