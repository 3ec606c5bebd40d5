package dev.hedgerow.account;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Organization;
import dev.hedgerow.auth.PermissionDenied;
import dev.hedgerow.auth.Team;
import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.NotFound;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class ProjectService {

    private final ProjectRepository projects;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ProjectService(ProjectRepository projects, ApplicationEventPublisher events, Clock clock) {
        this.projects = projects;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Page<Project> list(Caller caller, String search, Pageable slice) {
        return projects.search(caller.visibleOrganizations().toArray(UUID[]::new), search, slice);
    }

    @Transactional(readOnly = true)
    public Page<Project> list(Organization organization, String search, Pageable slice) {
        return projects.search(new UUID[] {organization.id()}, search, slice);
    }

    @Transactional(readOnly = true)
    public Project get(Team team) {
        return projects.findById(team.id()).orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public Project get(Organization organization, String id) {
        return Project.idOf(id)
                .flatMap(number -> projects.findByOrganizationIdAndId(organization.id(), number))
                .orElseThrow(NotFound::new);
    }

    /** A new project of the caller's current organization. */
    public Project create(Caller caller, ProjectRequest request) {
        var organization = Optional.ofNullable(caller.currentOrganization())
                .filter(caller.visibleOrganizations()::contains)
                .orElseThrow(() -> new NotFound("Current organization not found."));
        return create(caller, organization, request);
    }

    public Project create(Caller caller, UUID organization, ProjectRequest request) {
        if (!caller.isAdminOf(organization)) {
            throw new PermissionDenied("You need to be an organization admin or above to create new projects.");
        }
        requireTimezone(request);
        var project = saved(new Project(organization, request, clock.instant()));
        projects.adopt(project.id(), organization);
        return project;
    }

    public Project update(Team team, Caller caller, UnaryOperator<ProjectRequest> change) {
        requireAdmin(team, caller);
        var project = findToChange(team);
        var request = change.apply(ProjectRequest.of(project));
        requireTimezone(request);
        project.change(request, clock.instant());
        return saved(project);
    }

    public void delete(Team team, Caller caller) {
        requireAdmin(team, caller);
        var project = findToChange(team);
        events.publishEvent(new ProjectDeleted(team));
        projects.leave(team.id(), team.organizationId());
        projects.delete(project);
    }

    private Project findToChange(Team team) {
        return projects.findToChange(team.id()).orElseThrow(NotFound::new);
    }

    private Project saved(Project project) {
        try {
            return projects.saveAndFlush(project);
        } catch (DataIntegrityViolationException e) {
            // The constraint decides, not a look beforehand: two creates may come at once.
            throw new ProjectNameTaken(project.name());
        }
    }

    private static void requireAdmin(Team team, Caller caller) {
        if (!caller.isAdminOf(team.organizationId())) {
            throw new PermissionDenied("You don't have sufficient permissions in the project.");
        }
    }

    private static void requireTimezone(ProjectRequest request) {
        if (!ZoneId.getAvailableZoneIds().contains(request.timezone())) {
            throw new InvalidInput(
                    "timezone", "invalid_choice", "\"%s\" is not a valid choice.".formatted(request.timezone()));
        }
    }
}
