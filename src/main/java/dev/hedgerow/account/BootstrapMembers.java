package dev.hedgerow.account;

import static java.sql.Types.BOOLEAN;
import static java.sql.Types.VARCHAR;

import dev.hedgerow.account.BootstrapFile.ApiKey;
import dev.hedgerow.account.BootstrapFile.Member;
import dev.hedgerow.auth.KeyHash;
import dev.hedgerow.auth.RandomToken;
import dev.hedgerow.web.InvalidInput;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes the members of a bootstrap file and their keys. */
@Repository
class BootstrapMembers {

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Clock clock;

    BootstrapMembers(JdbcClient jdbc, Passwords passwords, Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Known by their address, whatever its case. */
    long member(UUID organization, Member member) {
        var id = user(member);
        setPassword(id, member);
        join(id, organization, member);
        member.apiKeys().forEach(key -> key(id, key));
        return id;
    }

    private long user(Member member) {
        jdbc.sql("""
                        INSERT INTO app_user (uuid, distinct_id, email, first_name, last_name, is_staff,
                                              is_email_verified, role_at_organization, date_joined)
                        VALUES (:uuid, :distinct, :email, coalesce(:first, ''), coalesce(:last, ''),
                                coalesce(:staff, false), true, :role, :now)
                            ON CONFLICT (lower(email)) DO UPDATE
                           SET first_name = coalesce(:first, app_user.first_name),
                               last_name = coalesce(:last, app_user.last_name),
                               is_staff = coalesce(:staff, app_user.is_staff),
                               role_at_organization = coalesce(:role, app_user.role_at_organization)
                         WHERE :first <> app_user.first_name
                            OR :last <> app_user.last_name
                            OR :staff <> app_user.is_staff
                            OR :role IS DISTINCT FROM app_user.role_at_organization
                        """)
                .param("uuid", UUID.randomUUID())
                .param("distinct", RandomToken.of(32))
                .param("email", member.email())
                .param("first", member.firstName(), VARCHAR)
                .param("last", member.lastName(), VARCHAR)
                .param("staff", member.staff(), BOOLEAN)
                .param("role", member.role() == null ? null : member.role().wire, VARCHAR)
                .param("now", now())
                .update();
        return jdbc.sql("SELECT id FROM app_user WHERE lower(email) = lower(:email)")
                .param("email", member.email())
                .query(Long.class)
                .single();
    }

    private void setPassword(long user, Member member) {
        var password = member.password();
        if (password == null) {
            return;
        }
        var hash = jdbc.sql("SELECT coalesce(password_hash, '') FROM app_user WHERE id = :user")
                .param("user", user)
                .query(String.class)
                .single();
        if (hash.isEmpty() || !passwords.match(password, hash)) {
            jdbc.sql("UPDATE app_user SET password_hash = :hash WHERE id = :user")
                    .param("hash", hash(member, password))
                    .param("user", user)
                    .update();
        }
    }

    private String hash(Member member, String password) {
        try {
            return passwords.hash(password);
        } catch (InvalidInput weak) {
            throw new BootstrapRefused(member.line(), weak.error().detail());
        }
    }

    /** Who has no current project yet gets the first of this organization. */
    private void join(long user, UUID organization, Member member) {
        jdbc.sql("""
                        INSERT INTO membership (user_id, organization_id, level, joined_at)
                        VALUES (:user, :organization, :level, :now)
                            ON CONFLICT (user_id, organization_id) DO UPDATE
                           SET level = excluded.level
                         WHERE membership.level <> excluded.level
                        """)
                .param("user", user)
                .param("organization", organization)
                .param("level", member.level().number())
                .param("now", now())
                .update();
        jdbc.sql("""
                        UPDATE app_user
                           SET current_organization_id = :organization,
                               current_project_id = (SELECT min(id) FROM project WHERE organization_id = :organization)
                         WHERE id = :user
                           AND current_project_id IS NULL
                           AND coalesce(current_organization_id, :organization) = :organization
                        """).param("user", user).param("organization", organization).update();
    }

    /** Known by its value, else by its label, so that a new value in the file puts an end to the old one. */
    private void key(long user, ApiKey key) {
        key.projects().forEach(project -> requireProject(project, key));
        var changed = jdbc.sql("""
                        UPDATE personal_api_key
                           SET label = :label,
                               secure_value = :hash,
                               mask_value = :mask,
                               scopes = :scopes,
                               scoped_teams = :teams,
                               scoped_organizations = :organizations,
                               last_rolled_at = CASE secure_value WHEN :hash THEN last_rolled_at ELSE :now END
                         WHERE id = (SELECT id
                                       FROM personal_api_key
                                      WHERE user_id = :user
                                        AND (secure_value = :hash OR label = :label)
                                      ORDER BY secure_value = :hash DESC, created_at
                                      LIMIT 1)
                        """).params(row(user, key)).update();
        if (changed == 0) {
            jdbc.sql("""
                            INSERT INTO personal_api_key (id, user_id, label, secure_value, mask_value, scopes,
                                                          scoped_teams, scoped_organizations, created_at)
                            VALUES (:id, :user, :label, :hash, :mask, :scopes, :teams, :organizations, :now)
                            """).params(row(user, key)).param("id", RandomToken.of(32)).update();
        }
    }

    private Map<String, Object> row(long user, ApiKey key) {
        return Map.of(
                "user", user,
                "label", key.label(),
                "hash", KeyHash.of(key.value()),
                "mask", PersonalApiKey.mask(key.value()),
                "scopes", key.scopes().toArray(String[]::new),
                "teams", key.projects().toArray(Long[]::new),
                "organizations", key.organizations().toArray(UUID[]::new),
                "now", now());
    }

    private void requireProject(long project, ApiKey key) {
        var exists = jdbc.sql("SELECT EXISTS (SELECT FROM project WHERE id = :id)")
                .param("id", project)
                .query(Boolean.class)
                .single();
        if (!exists) {
            throw new BootstrapRefused(key.line(), "there is no project %d".formatted(project));
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
