package dev.hedgerow.account;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Credential;
import dev.hedgerow.auth.PermissionDenied;
import dev.hedgerow.auth.Sessions;
import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.NotFound;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class UserService {

    private final UserRepository users;
    private final OrganizationService organizations;
    private final ProjectRepository projects;
    private final Passwords passwords;
    private final Sessions sessions;

    UserService(
            UserRepository users,
            OrganizationService organizations,
            ProjectRepository projects,
            Passwords passwords,
            Sessions sessions) {
        this.users = users;
        this.organizations = organizations;
        this.projects = projects;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    /** Everybody the caller may see, which is themselves. */
    @Transactional(readOnly = true)
    public Page<UserDetails> list(Caller caller, Pageable slice) {
        return users.findById(caller.userId(), slice).map(this::details);
    }

    @Transactional(readOnly = true)
    public UserDetails get(Caller caller, String id) {
        return details(find(caller, id));
    }

    public UserDetails update(Caller caller, String id, UnaryOperator<UserRequest> change) {
        var user = find(caller, id);
        var request = change.apply(UserRequest.of(user));
        user.introduceAs(request.firstName(), request.lastName(), request.roleAtOrganization());
        if (request.setCurrentOrganization() != null) {
            switchOrganization(user, request.setCurrentOrganization());
        }
        if (request.setCurrentTeam() != null) {
            switchProject(user, request.setCurrentTeam());
        }
        if (request.password() != null) {
            changePassword(caller, user, request.password(), request.currentPassword());
        }
        return details(user);
    }

    private User find(Caller caller, String id) {
        if (id.equals("@me")) {
            return users.findById(caller.userId()).orElseThrow(NotFound::new);
        }
        if (!caller.staff()) {
            throw new PermissionDenied("As a non-staff user you're only allowed to access the `@me` user instance.");
        }
        return uuid(id).flatMap(users::findByUuid).orElseThrow(NotFound::new);
    }

    private void switchOrganization(User user, String asked) {
        var organization = uuid(asked)
                .filter(id -> organizations.isMember(user.id(), id))
                .orElseThrow(() -> doesNotExist("set_current_organization", asked));
        user.switchTo(
                organization,
                projects.findFirstByOrganizationIdOrderById(organization)
                        .map(Project::id)
                        .orElse(null));
    }

    private void switchProject(User user, String asked) {
        var project = Project.idOf(asked)
                .flatMap(projects::findById)
                .filter(found -> organizations.isMember(user.id(), found.organizationId()))
                .orElseThrow(() -> doesNotExist("set_current_team", asked));
        user.switchTo(project.organizationId(), project.id());
    }

    /** Every other login of the user ends with the old password. */
    private void changePassword(Caller caller, User user, String password, @Nullable String current) {
        if (!(caller.credential() instanceof Credential.Session session) || caller.userId() != user.id()) {
            throw new PermissionDenied("A password can only be changed by its user, logged in with the present one.");
        }
        if (user.passwordHash() != null) {
            if (current == null || current.isEmpty()) {
                throw new InvalidInput(
                        "current_password", "required", "This field is required when updating your password.");
            }
            if (!passwords.match(current, user.passwordHash())) {
                throw new InvalidInput("current_password", "incorrect_password", "Your current password is incorrect.");
            }
        }
        user.changePassword(passwords.hash(password));
        sessions.endOthers(user.id(), session);
    }

    private UserDetails details(User user) {
        var memberships = organizations.of(user.id());
        var organization = memberships.stream()
                .filter(joined -> joined.profile().id().equals(user.currentOrganizationId()))
                .findFirst()
                .orElse(null);
        var project = Optional.ofNullable(user.currentProjectId())
                .flatMap(projects::findById)
                .filter(current -> organization != null
                        && current.organizationId()
                                .equals(organization.profile().id()))
                .orElse(null);
        return new UserDetails(user, project, organization, memberships);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static InvalidInput doesNotExist(String attr, String id) {
        return new InvalidInput(attr, "does_not_exist", "Object with id=%s does not exist.".formatted(id));
    }
}
