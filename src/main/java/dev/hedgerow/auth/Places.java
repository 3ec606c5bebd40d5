package dev.hedgerow.auth;

import dev.hedgerow.server.ServerSettings;
import dev.hedgerow.web.BodyReader;
import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.NotFound;
import dev.hedgerow.web.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which project or organization a request is about: by its path, unless a public project token says otherwise. */
@Component
class Places {

    private static final String TEAM = Team.class.getName();
    private static final String ORGANIZATION = Organization.class.getName();
    private static final String FORESEEN = Teams.Row.class.getName();
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Teams teams;
    private final JdbcClient jdbc;
    private final BodyReader bodies;
    private final ServerSettings server;

    Places(Teams teams, JdbcClient jdbc, BodyReader bodies, ServerSettings server) {
        this.teams = teams;
        this.jdbc = jdbc;
        this.bodies = bodies;
        this.server = server;
    }

    /** The project that a route is below, or is; empty for other routes. */
    Optional<Teams.Row> project(HttpServletRequest request, Caller caller) {
        var itself = Route.variable(request, "team");
        return itself.isPresent() ? Optional.of(itself(itself.get(), caller)) : above(request, caller);
    }

    /** A project that is itself what is asked for is not found where others answer that it is foreign. */
    private Teams.Row itself(String segment, Caller caller) {
        if (!segment.equals("@current") && !segment.matches("[+-]?[0-9]+")) {
            throw new InvalidInput(null, "Field 'id' expected a number but got '%s'.".formatted(segment));
        }
        return id(segment, caller)
                .flatMap(teams::row)
                .filter(row -> caller.isMemberOf(row.team().organizationId()))
                .orElseThrow(() -> segment.equals("@current") ? new NotFound("Project not found.") : new NotFound());
    }

    private Optional<Teams.Row> above(HttpServletRequest request, Caller caller) {
        var segment = Route.variable(request, "teamId");
        if (segment.isEmpty()) {
            return Optional.empty();
        }
        var token = projectToken(request);
        if (token.isPresent()) {
            return Optional.of(
                    teams.rowByToken(token.get()).orElseThrow(() -> NotAuthenticated.unknownProjectToken(server)));
        }
        return Optional.of(id(segment.get(), caller)
                .flatMap(id -> foreseen(request, id).or(() -> teams.row(id)))
                .orElseThrow(() -> new NotFound("Project not found.")));
    }

    private static Optional<Long> id(String segment, Caller caller) {
        return segment.equals("@current") ? Optional.ofNullable(caller.currentProject()) : number(segment);
    }

    private static Optional<Long> number(String segment) {
        return NUMBER.matcher(segment).matches() ? Optional.of(Long.parseLong(segment)) : Optional.empty();
    }

    /** The project that is likely to be asked for, since the path names it: it is read along with the caller. */
    static @Nullable Long projectInPath(HttpServletRequest request) {
        return Route.variable(request, "teamId").flatMap(Places::number).orElse(null);
    }

    static void foresee(HttpServletRequest request, Teams.@Nullable Row project) {
        request.setAttribute(FORESEEN, project);
    }

    private static Optional<Teams.Row> foreseen(HttpServletRequest request, long id) {
        return Optional.ofNullable((Teams.Row) request.getAttribute(FORESEEN))
                .filter(project -> project.team().id() == id);
    }

    /** GET takes the token from the query string; other methods only from a form, never from JSON. */
    private Optional<String> projectToken(HttpServletRequest request) {
        if ("GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod())) {
            return first(request.getParameter("token"), request.getParameter("api_key"));
        }
        return bodies.form(request).flatMap(form -> first(form.text("api_key"), form.text("token")));
    }

    private static Optional<String> first(@Nullable String one, @Nullable String other) {
        return Optional.ofNullable(one == null || one.isEmpty() ? other : one).filter(token -> !token.isEmpty());
    }

    /** The organization that a route is below, or is; empty for other routes. */
    Optional<UUID> organization(HttpServletRequest request, Caller caller) {
        var itself = Route.variable(request, "organization");
        return itself.isPresent()
                ? Optional.of(organizationItself(itself.get(), caller))
                : organizationAbove(request, caller);
    }

    private static UUID organizationItself(String segment, Caller caller) {
        var isCurrent = segment.equals("@current");
        return Optional.ofNullable(isCurrent ? caller.currentOrganization() : uuid(segment))
                .filter(caller.visibleOrganizations()::contains)
                .orElseThrow(() -> isCurrent ? new NotFound("Current organization not found.") : new NotFound());
    }

    private Optional<UUID> organizationAbove(HttpServletRequest request, Caller caller) {
        var segment = Route.variable(request, "organizationId");
        if (segment.isEmpty()) {
            return Optional.empty();
        }
        var id = segment.get().equals("@current") ? caller.currentOrganization() : uuid(segment.get());
        var exists = id != null
                && jdbc.sql("SELECT EXISTS (SELECT FROM organization WHERE id = :id)")
                        .param("id", id)
                        .query(Boolean.class)
                        .single();
        if (!exists) {
            throw new NotFound("Organization not found.");
        }
        return Optional.ofNullable(id);
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static void attach(HttpServletRequest request, Team team) {
        MDC.put("project", String.valueOf(team.id()));
        request.setAttribute(TEAM, team);
    }

    static void attach(HttpServletRequest request, Organization organization) {
        request.setAttribute(ORGANIZATION, organization);
    }

    /** The team or organization that the gatekeeper let the caller into. */
    static Object attached(HttpServletRequest request, Class<?> type) {
        var place = request.getAttribute(type.getName());
        if (place == null) {
            throw new IllegalStateException("the route names no " + type.getSimpleName());
        }
        return place;
    }
}
