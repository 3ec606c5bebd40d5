package dev.hedgerow.account;

import static java.sql.Types.BIGINT;
import static java.sql.Types.VARCHAR;

import dev.hedgerow.account.BootstrapFile.Place;
import dev.hedgerow.account.BootstrapFile.Tenant;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes the organizations and projects of a bootstrap file. */
@Repository
class BootstrapPlaces {

    private final JdbcClient jdbc;
    private final Clock clock;

    BootstrapPlaces(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Known by its id, or without one by its name. */
    UUID organization(Tenant tenant) {
        var id = tenant.id() == null ? organizationNamed(tenant.name()) : tenant.id();
        jdbc.sql("""
                        INSERT INTO organization (id, name, slug, created_at, updated_at)
                        VALUES (:id, :name, :slug, :now, :now)
                            ON CONFLICT (id) DO UPDATE
                           SET name = excluded.name, updated_at = excluded.updated_at
                         WHERE organization.name <> excluded.name
                        """)
                .param("id", id)
                .param("name", tenant.name())
                .param("slug", Slug.of(tenant.name()))
                .param("now", now())
                .update();
        return id;
    }

    private UUID organizationNamed(String name) {
        return jdbc.sql("SELECT id FROM organization WHERE name = :name ORDER BY created_at, id LIMIT 1")
                .param("name", name)
                .query(UUID.class)
                .optional()
                .orElseGet(UUID::randomUUID);
    }

    /** Known by its id, or without one by its name in the organization. */
    long project(UUID organization, Place place) {
        var known = known(organization, place);
        if (known.isPresent() && !known.get().organizationId().equals(organization)) {
            throw new BootstrapRefused(
                    place.line(), "project %d belongs to another organization".formatted(place.id()));
        }
        if (known.isEmpty()) {
            return insert(organization, place);
        }
        jdbc.sql("""
                        UPDATE project
                           SET name = :name,
                               timezone = coalesce(:timezone, timezone),
                               api_token = coalesce(:token, api_token),
                               updated_at = :now
                         WHERE id = :id
                           AND (name <> :name OR timezone <> :timezone OR api_token <> :token)
                        """)
                .param("id", known.get().id())
                .param("name", place.name())
                .param("timezone", place.timezone(), VARCHAR)
                .param("token", place.apiToken(), VARCHAR)
                .param("now", now())
                .update();
        return known.get().id();
    }

    private Optional<Known> known(UUID organization, Place place) {
        return place.id() == null
                ? jdbc.sql(
                                "SELECT id, organization_id FROM project WHERE organization_id = :organization AND name = :name")
                        .param("organization", organization)
                        .param("name", place.name())
                        .query(Known.class)
                        .optional()
                : jdbc.sql("SELECT id, organization_id FROM project WHERE id = :id")
                        .param("id", place.id())
                        .query(Known.class)
                        .optional();
    }

    private long insert(UUID organization, Place place) {
        if (place.id() != null) {
            countOnFrom(place.id());
        }
        return jdbc.sql("""
                        INSERT INTO project (id, uuid, organization_id, name, timezone, api_token, created_at, updated_at)
                        VALUES (coalesce(:id, nextval(pg_get_serial_sequence('project', 'id'))),
                                :uuid, :organization, :name, :timezone, :token, :now, :now)
                        RETURNING id
                        """)
                .param("id", place.id(), BIGINT)
                .param("uuid", UUID.randomUUID())
                .param("organization", organization)
                .param("name", place.name())
                .param("timezone", or(place.timezone(), ProjectRequest.DEFAULT.timezone()))
                .param("token", or(place.apiToken(), Project.newToken()))
                .param("now", now())
                .query(Long.class)
                .single();
    }

    /** Lets the next generated id be a later one. Inserts wait meanwhile, so that none draws a number in between. */
    private void countOnFrom(long id) {
        jdbc.sql("LOCK TABLE project IN SHARE ROW EXCLUSIVE MODE").update();
        jdbc.sql("""
                        SELECT setval(pg_get_serial_sequence('project', 'id'), greatest(:id, (SELECT last_value FROM project_id_seq)))
                        """).param("id", id).query(Long.class).single();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String or(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    record Known(long id, UUID organizationId) {}
}
