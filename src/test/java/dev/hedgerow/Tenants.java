package dev.hedgerow;

import dev.hedgerow.auth.KeyHash;
import dev.hedgerow.auth.MembershipLevel;
import dev.hedgerow.auth.Sessions;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives each test an organization, a project and a user of its own, so that no test sees another's rows. */
@TestComponent
public class Tenants {

    private final JdbcClient jdbc;
    private final Sessions sessions;

    Tenants(JdbcClient jdbc, Sessions sessions) {
        this.jdbc = jdbc;
        this.sessions = sessions;
    }

    /** A new organization with one project, whose owner holds a key to everything. */
    public Tenant create() {
        var organization = UUID.randomUUID();
        jdbc.sql("INSERT INTO organization VALUES (:id, :name, :name, true, now(), now())")
                .param("id", organization)
                .param("name", "Organization " + organization)
                .update();
        var project = project(organization);
        var user = user(organization, MembershipLevel.OWNER);
        jdbc.sql(
                        "UPDATE app_user SET current_organization_id = :organization, current_project_id = :project WHERE id = :id")
                .param("organization", organization)
                .param("project", project)
                .param("id", user)
                .update();
        return new Tenant(organization, project, user, key(user, "*"));
    }

    public long project(UUID organization) {
        return jdbc.sql("""
                        INSERT INTO project (uuid, organization_id, name, api_token, created_at, updated_at)
                        VALUES (:uuid, :organization, :name, :token, now(), now())
                        RETURNING id
                        """)
                .param("uuid", UUID.randomUUID())
                .param("organization", organization)
                .param("name", "Project " + UUID.randomUUID())
                .param("token", "phc_" + UUID.randomUUID())
                .query(Long.class)
                .single();
    }

    public long user(UUID organization, MembershipLevel level) {
        var uuid = UUID.randomUUID();
        var id = jdbc.sql("""
                        INSERT INTO app_user (uuid, distinct_id, email, first_name, date_joined)
                        VALUES (:uuid, :distinct, :email, 'Ada', now())
                        RETURNING id
                        """)
                .param("uuid", uuid)
                .param("distinct", uuid.toString())
                .param("email", uuid + "@example.test")
                .query(Long.class)
                .single();
        jdbc.sql("INSERT INTO membership VALUES (:user, :organization, :level, now())")
                .param("user", id)
                .param("organization", organization)
                .param("level", level.number())
                .update();
        return id;
    }

    /** A login of the user: the headers that a page of theirs sends with every request. */
    public HttpHeaders session(long user) {
        var session = sessions.start(user);
        var headers = new HttpHeaders();
        headers.add(HttpHeaders.COOKIE, Sessions.COOKIE + "=" + session.token());
        headers.add("X-CSRFToken", session.csrfToken());
        return headers;
    }

    public static HttpHeaders bearer(String key) {
        var headers = new HttpHeaders();
        headers.setBearerAuth(key);
        return headers;
    }

    public String key(long user, String... scopes) {
        return key(user, List.of(scopes), List.of(), List.of());
    }

    public String key(long user, List<String> scopes, List<Long> teams, List<UUID> organizations) {
        var key = "phx_" + UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO personal_api_key
                               (id, user_id, label, secure_value, mask_value, scopes, scoped_teams, scoped_organizations, created_at)
                        VALUES (:id, :user, 'test', :hash, 'phx_...test', :scopes, :teams, :organizations, now())
                        """)
                .param("id", UUID.randomUUID().toString())
                .param("user", user)
                .param("hash", KeyHash.of(key))
                .param("scopes", scopes.toArray(String[]::new))
                .param("teams", teams.toArray(Long[]::new))
                .param("organizations", organizations.toArray(UUID[]::new))
                .update();
        return key;
    }

    /** An organization, its project, its owner and the owner's key. */
    public record Tenant(UUID organization, long project, long owner, String key) {

        /** The same tenant, called by another key. */
        public Tenant withKey(String other) {
            return new Tenant(organization, project, owner, other);
        }

        /** A path below this tenant's project. */
        public String path(String rest) {
            return "/api/projects/%d/%s".formatted(project, rest);
        }
    }
}
