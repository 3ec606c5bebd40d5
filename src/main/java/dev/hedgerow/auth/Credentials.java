package dev.hedgerow.auth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds the caller behind a secret, and the project they name. One statement for all of it, because every request asks;
 * nothing is remembered from one request to the next, so that a key that is revoked is refused from then on.
 */
@Repository
class Credentials {

    private static final String COLUMNS = """
            u.id, u.uuid, u.distinct_id, u.email, u.is_staff, u.current_organization_id, u.current_project_id,
            ARRAY(SELECT organization_id FROM membership WHERE user_id = u.id ORDER BY 1) AS organizations,
            ARRAY(SELECT level FROM membership WHERE user_id = u.id ORDER BY organization_id) AS levels,
            """ + Teams.COLUMNS;

    /** With the project whose id is asked for, or else the one the user is at. */
    private static final String TABLES = """
            JOIN app_user u ON u.id = user_id AND u.is_active
            LEFT JOIN (%s) ON p.id = coalesce(:project::bigint, u.current_project_id)
            """.formatted(Teams.TABLES);

    private static final Duration NOTED_AT_MOST_EVERY = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    Credentials(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<SignedIn> byKey(String key, boolean inBody, @Nullable Long project) {
        var found = jdbc.sql("SELECT k.id AS key_id, scopes, scoped_teams, scoped_organizations, last_used_at, "
                        + COLUMNS + " FROM personal_api_key k " + TABLES + " WHERE secure_value = :hash")
                .param("hash", KeyHash.of(key))
                .param("project", project)
                .query((row, _) -> new UsedKey(
                        row.getString("key_id"),
                        row.getObject("last_used_at", OffsetDateTime.class),
                        signedIn(row, personalKey(row, inBody))))
                .optional();
        found.ifPresent(this::noteUse);
        return found.map(UsedKey::signedIn);
    }

    Optional<SessionCaller> bySession(String token, @Nullable Long project) {
        var hash = KeyHash.of(token);
        return jdbc.sql("SELECT csrf_token, " + COLUMNS + " FROM login_session s " + TABLES
                        + " WHERE token_hash = :hash AND expires_at > :now")
                .param("hash", hash)
                .param("project", project)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) ->
                        new SessionCaller(signedIn(row, new Credential.Session(hash)), row.getString("csrf_token")))
                .optional();
    }

    private void noteUse(UsedKey used) {
        var now = clock.instant();
        var before = now.minus(NOTED_AT_MOST_EVERY);
        if (used.lastUsed != null && used.lastUsed.toInstant().isAfter(before)) {
            return;
        }
        jdbc.sql("""
                        UPDATE personal_api_key
                           SET last_used_at = :now
                         WHERE id = :id
                           AND (last_used_at IS NULL OR last_used_at <= :before)
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("id", used.id)
                .update();
    }

    private static Credential.PersonalKey personalKey(ResultSet row, boolean inBody) throws SQLException {
        return new Credential.PersonalKey(
                row.getString("key_id"),
                Set.copyOf(List.of((String[]) row.getArray("scopes").getArray())),
                Set.copyOf(List.of((Long[]) row.getArray("scoped_teams").getArray())),
                Set.copyOf(List.of((UUID[]) row.getArray("scoped_organizations").getArray())),
                inBody);
    }

    private static SignedIn signedIn(ResultSet row, Credential credential) throws SQLException {
        var project = row.getObject("project_id") == null ? null : Teams.read(row);
        return new SignedIn(caller(row, credential), project);
    }

    private static Caller caller(ResultSet row, Credential credential) throws SQLException {
        return new Caller(
                row.getLong("id"),
                row.getObject("uuid", UUID.class),
                row.getString("distinct_id"),
                row.getString("email"),
                row.getBoolean("is_staff"),
                row.getObject("current_organization_id", UUID.class),
                row.getObject("current_project_id", Long.class),
                memberships(row),
                credential);
    }

    private static Map<UUID, MembershipLevel> memberships(ResultSet row) throws SQLException {
        var organizations = (UUID[]) row.getArray("organizations").getArray();
        var levels = (Short[]) row.getArray("levels").getArray();
        var memberships = new HashMap<UUID, MembershipLevel>();
        for (int i = 0; i < organizations.length; i++) {
            memberships.put(organizations[i], MembershipLevel.of(levels[i]));
        }
        return Map.copyOf(memberships);
    }

    private record UsedKey(String id, @Nullable OffsetDateTime lastUsed, SignedIn signedIn) {}

    /** A caller and the project they named, which they may or may not belong to. */
    record SignedIn(Caller caller, Teams.@Nullable Row project) {}

    /** One who is logged in, and the token that proves that their own page, and no other, sent a change. */
    record SessionCaller(SignedIn signedIn, String csrfToken) {}
}
