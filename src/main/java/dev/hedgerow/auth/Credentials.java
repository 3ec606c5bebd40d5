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

/** Finds the caller behind a secret. One statement each, because every request asks. */
@Repository
class Credentials {

    private static final Duration NOTED_AT_MOST_EVERY = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    Credentials(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Caller> byKey(String key, boolean inBody) {
        var found = jdbc.sql("""
                        SELECT k.id AS key_id, k.scopes, k.scoped_teams, k.scoped_organizations, k.last_used_at, u.*,
                               ARRAY(SELECT organization_id FROM membership WHERE user_id = u.id ORDER BY 1) AS organizations,
                               ARRAY(SELECT level FROM membership WHERE user_id = u.id ORDER BY organization_id) AS levels
                          FROM personal_api_key k
                          JOIN app_user u ON u.id = k.user_id
                         WHERE k.secure_value = :hash
                           AND u.is_active
                        """)
                .param("hash", KeyHash.of(key))
                .query((row, _) -> new UsedKey(
                        caller(row, personalKey(row, inBody)), row.getObject("last_used_at", OffsetDateTime.class)))
                .optional();
        found.ifPresent(this::noteUse);
        return found.map(UsedKey::caller);
    }

    Optional<SessionCaller> bySession(String token) {
        var hash = KeyHash.of(token);
        return jdbc.sql("""
                        SELECT s.csrf_token, u.*,
                               ARRAY(SELECT organization_id FROM membership WHERE user_id = u.id ORDER BY 1) AS organizations,
                               ARRAY(SELECT level FROM membership WHERE user_id = u.id ORDER BY organization_id) AS levels
                          FROM login_session s
                          JOIN app_user u ON u.id = s.user_id
                         WHERE s.token_hash = :hash
                           AND s.expires_at > :now
                           AND u.is_active
                        """)
                .param("hash", hash)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) ->
                        new SessionCaller(caller(row, new Credential.Session(hash)), row.getString("csrf_token")))
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
                .param("id", ((Credential.PersonalKey) used.caller.credential()).id())
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

    private record UsedKey(Caller caller, @Nullable OffsetDateTime lastUsed) {}

    /** A caller and the token that proves that their own page, and no other, sent a change. */
    record SessionCaller(Caller caller, String csrfToken) {}
}
