package dev.hedgerow.managedwarehouse;

import dev.hedgerow.managedwarehouse.ManagedWarehouse.Component;
import dev.hedgerow.managedwarehouse.ManagedWarehouse.Progress;
import dev.hedgerow.managedwarehouse.ManagedWarehouse.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of the warehouses. Every change compares before it sets, and says whether it came in time: what two callers
 * want at once is decided here.
 */
@Repository
class ManagedWarehouses {

    private final JdbcClient jdbc;

    ManagedWarehouses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ManagedWarehouse> find(UUID organization) {
        return jdbc.sql("SELECT * FROM managed_warehouse WHERE organization_id = :organization")
                .param("organization", organization)
                .query(ManagedWarehouses::read)
                .optional();
    }

    /** The same, and nobody else changes it before this transaction ends. */
    Optional<ManagedWarehouse> lock(UUID organization) {
        return jdbc.sql("SELECT * FROM managed_warehouse WHERE organization_id = :organization FOR UPDATE")
                .param("organization", organization)
                .query(ManagedWarehouses::read)
                .optional();
    }

    Optional<ManagedWarehouse> findByRequest(UUID request) {
        return jdbc.sql("SELECT * FROM managed_warehouse WHERE request_id = :request")
                .param("request", request)
                .query(ManagedWarehouses::read)
                .optional();
    }

    boolean isNameHeld(String name) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM managed_warehouse WHERE database_name = :name)")
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    /** Whether there was none, or one that had failed or was deleted, which this replaces. */
    boolean begin(UUID organization, UUID request, String name, String verifier, Instant now) {
        return jdbc.sql("""
                        INSERT INTO managed_warehouse AS present
                               (organization_id, request_id, database_name, password_verifier, state, requested_at)
                        VALUES (:organization, :request, :name, :verifier, 'PENDING', :now)
                        ON CONFLICT (organization_id) DO UPDATE
                           SET request_id = excluded.request_id,
                               database_name = excluded.database_name,
                               password_verifier = excluded.password_verifier,
                               state = 'PENDING',
                               status_message = '',
                               s3_state = 'PENDING',
                               identity_state = 'PENDING',
                               metadata_store_state = 'PENDING',
                               secrets_state = 'PENDING',
                               requested_at = excluded.requested_at,
                               ready_at = NULL,
                               failed_at = NULL
                         WHERE present.state IN ('FAILED', 'DELETED')
                        """)
                        .param("organization", organization)
                        .param("request", request)
                        .param("name", name)
                        .param("verifier", verifier)
                        .param("now", timestamp(now))
                        .update()
                == 1;
    }

    /** Whether the request still counts; then this part is as far as that. */
    boolean report(UUID request, Component component, Progress progress) {
        return jdbc.sql("""
                        UPDATE managed_warehouse
                           SET state = 'PROVISIONING', status_message = 'Provisioning in progress...', %s = :progress
                         WHERE request_id = :request AND state IN ('PENDING', 'PROVISIONING')
                        """.formatted(component.column))
                        .param("request", request)
                        .param("progress", progress.name())
                        .update()
                == 1;
    }

    void ready(UUID request, Instant now) {
        jdbc.sql("""
                        UPDATE managed_warehouse
                           SET state = 'READY', status_message = 'Infrastructure ready', ready_at = :now, failed_at = NULL
                         WHERE request_id = :request AND state = 'PROVISIONING'
                        """).param("request", request).param("now", timestamp(now)).update();
    }

    /** What keeps it from going on just now. */
    void blocked(UUID request, String message) {
        jdbc.sql("UPDATE managed_warehouse SET status_message = :message WHERE request_id = :request")
                .param("request", request)
                .param("message", message)
                .update();
    }

    void failed(UUID request, String message, Instant now) {
        jdbc.sql("""
                        UPDATE managed_warehouse
                           SET state = 'FAILED', status_message = :message, failed_at = :now
                         WHERE request_id = :request AND state IN ('PENDING', 'PROVISIONING')
                        """)
                .param("request", request)
                .param("message", message)
                .param("now", timestamp(now))
                .update();
    }

    /** Whether it was in a state to be taken back; then that is what is being done from here on. */
    boolean beginDeleting(UUID organization, UUID request, Instant now) {
        return jdbc.sql("""
                        UPDATE managed_warehouse
                           SET request_id = :request, state = 'DELETING', status_message = 'Deprovisioning...', requested_at = :now
                         WHERE organization_id = :organization AND state IN ('READY', 'FAILED', 'PROVISIONING')
                        """)
                        .param("organization", organization)
                        .param("request", request)
                        .param("now", timestamp(now))
                        .update()
                == 1;
    }

    void deleted(UUID request) {
        jdbc.sql("""
                        UPDATE managed_warehouse
                           SET state = 'DELETED', status_message = 'Resources deleted'
                         WHERE request_id = :request AND state = 'DELETING'
                        """).param("request", request).update();
    }

    /** Whether it was ready, and so had a password that could be replaced. */
    boolean replaceVerifier(UUID organization, String verifier) {
        return jdbc.sql("""
                        UPDATE managed_warehouse
                           SET password_verifier = :verifier
                         WHERE organization_id = :organization AND state = 'READY'
                        """)
                        .param("organization", organization)
                        .param("verifier", verifier)
                        .update()
                == 1;
    }

    /** Whether nothing but the record was left, which is gone now. */
    boolean forget(UUID organization) {
        return jdbc.sql("DELETE FROM managed_warehouse WHERE organization_id = :organization AND state = 'DELETED'")
                        .param("organization", organization)
                        .update()
                == 1;
    }

    private static ManagedWarehouse read(ResultSet row, int number) throws SQLException {
        var components = new EnumMap<Component, Progress>(Component.class);
        for (var component : Component.values()) {
            components.put(component, Progress.valueOf(row.getString(component.column)));
        }
        return new ManagedWarehouse(
                row.getObject("organization_id", UUID.class),
                row.getObject("request_id", UUID.class),
                row.getString("database_name"),
                row.getString("password_verifier"),
                State.valueOf(row.getString("state")),
                row.getString("status_message"),
                components,
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("ready_at", OffsetDateTime.class)),
                instant(row.getObject("failed_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(java.time.ZoneOffset.UTC);
    }
}
