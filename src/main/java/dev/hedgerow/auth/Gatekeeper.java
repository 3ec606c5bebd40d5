package dev.hedgerow.auth;

import dev.hedgerow.web.NotFound;
import dev.hedgerow.web.Route;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Decides whether the caller may do what the handler does, in the order in which PostHog decides: can keys do this at
 * all, does the project exist, is the key meant for it, does it hold the scope, is its user a member. Asking what a
 * route is, by OPTIONS, takes the scope to read.
 */
@Component
class Gatekeeper implements HandlerInterceptor {

    private final Places places;
    private final AuthProperties properties;

    Gatekeeper(Places places, AuthProperties properties) {
        this.places = places;
        this.properties = properties;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Route.of(request).ifPresent(route -> Caller.of(request).ifPresent(caller -> judge(request, route, caller)));
        return true;
    }

    private void judge(HttpServletRequest request, Route route, Caller caller) {
        var handler = route.handler(request.getMethod());
        var scopes = requiredScopes(handler.orElseGet(route::typicalHandler), caller)
                .map(needed -> handler.isEmpty() ? needed.replace(":write", ":read") : needed)
                .toList();
        var project = places.project(request, caller);
        var organization = places.organization(request, caller);
        if (!scopes.isEmpty() && caller.credential() instanceof Credential.PersonalKey key) {
            if (!scopes.getFirst().startsWith("user:")) {
                project.ifPresent(found -> requireKeysAllowed(found, caller));
                requireMeantFor(key, project.map(Teams.Row::team).orElse(null), organization.orElse(null));
            }
            scopes.stream().filter(scope -> !key.holds(scope)).findFirst().ifPresent(missing -> {
                throw PermissionDenied.missingScope(missing);
            });
        }
        project.map(Teams.Row::team).ifPresent(team -> {
            if (!caller.isMemberOf(team.organizationId())) {
                throw PermissionDenied.notInProject();
            }
            Places.attach(request, team);
        });
        organization.ifPresent(id -> {
            var level = caller.memberships().get(id);
            if (level == null) {
                throw new NotFound("Organization not found.");
            }
            Places.attach(request, new Organization(id, level));
        });
    }

    private Stream<String> requiredScopes(HandlerMethod handler, Caller caller) {
        var isKey = caller.credential() instanceof Credential.PersonalKey;
        var session = handler.getMethodAnnotation(RequiresSession.class);
        if (session != null && isKey) {
            throw new PermissionDenied(session.refusal());
        }
        var scope = handler.getMethodAnnotation(RequiresScope.class);
        if (scope != null && isKey && !scope.documented() && properties.strictScopes()) {
            throw PermissionDenied.noKeys();
        }
        if (scope == null && session == null && !handler.hasMethodAnnotation(AnyCredential.class)) {
            throw new IllegalStateException(handler + " does not say who may call it");
        }
        return scope == null ? Stream.empty() : Stream.concat(Stream.of(scope.value()), Stream.of(scope.also()));
    }

    private static void requireKeysAllowed(Teams.Row project, Caller caller) {
        if (!project.membersMayUseKeys() && !caller.isAdminOf(project.team().organizationId())) {
            throw new PermissionDenied(("Organization '%s' does not allow using personal API keys. Contact an admin to "
                            + "enable personal API keys for this organization.")
                    .formatted(project.organizationName()));
        }
    }

    private static void requireMeantFor(Credential.PersonalKey key, @Nullable Team team, @Nullable UUID organization) {
        if (!key.scopedTeams().isEmpty()) {
            if (team == null) {
                throw new PermissionDenied(
                        "API keys with scoped projects are only supported on project-based endpoints.");
            }
            if (!key.scopedTeams().contains(team.id())) {
                throw new PermissionDenied(
                        "API key does not have access to the requested project: ID %d.".formatted(team.id()));
            }
        }
        var asked = team == null ? organization : team.organizationId();
        if (!key.scopedOrganizations().isEmpty()
                && asked != null
                && !key.scopedOrganizations().contains(asked)) {
            throw new PermissionDenied(
                    "API key does not have access to the requested organization: ID %s.".formatted(asked));
        }
    }
}
