package dev.hedgerow.syncjob;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** One row a schema: what is asked of it, and how far it is. Locking it comes first in every change. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class Progress {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Progress(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    record Row(long team, boolean wanted, @Nullable Long wantedBy, boolean reset, State state) {}

    Row lock(UUID schema, long team) {
        lock(List.of(schema), team);
        return lock(schema).orElseThrow();
    }

    /** In the order given; one statement, so that a row which is just being deleted is made anew in its turn. */
    void lock(Collection<UUID> schemas, long team) {
        jdbc.sql("""
                        INSERT INTO external_data_progress (schema_id, team_id)
                        SELECT id, :team
                          FROM unnest(:schemas) WITH ORDINALITY AS schema (id, place)
                         ORDER BY place
                            ON CONFLICT (schema_id) DO UPDATE SET team_id = excluded.team_id
                         WHERE false -- which locks the row all the same
                        """)
                .param("schemas", schemas.toArray(UUID[]::new))
                .param("team", team)
                .update();
    }

    Optional<Row> lock(UUID schema) {
        return jdbc.sql("SELECT * FROM external_data_progress WHERE schema_id = :schema FOR UPDATE")
                .param("schema", schema)
                .query((row, _) -> new Row(
                        row.getLong("team_id"),
                        row.getTimestamp("wanted_at") != null,
                        row.getObject("wanted_by", Long.class),
                        row.getBoolean("reset"),
                        json.readValue(row.getString("state"), State.class)))
                .optional();
    }

    void want(UUID schema, @Nullable Long by, boolean reset) {
        jdbc.sql("""
                        UPDATE external_data_progress
                           SET wanted_at = :now, wanted_by = :by, reset = reset OR :reset
                         WHERE schema_id = :schema
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("by", by)
                .param("reset", reset)
                .param("schema", schema)
                .update();
    }

    void reset(UUID schema) {
        jdbc.sql("UPDATE external_data_progress SET reset = true WHERE schema_id = :schema")
                .param("schema", schema)
                .update();
    }

    void begun(UUID schema) {
        jdbc.sql("""
                        UPDATE external_data_progress
                           SET wanted_at = NULL, wanted_by = NULL, reset = false
                         WHERE schema_id = :schema
                        """).param("schema", schema).update();
    }

    boolean withdraw(UUID schema) {
        return jdbc.sql("""
                        UPDATE external_data_progress
                           SET wanted_at = NULL, wanted_by = NULL
                         WHERE schema_id = :schema
                           AND wanted_at IS NOT NULL
                        """).param("schema", schema).update() == 1;
    }

    void save(UUID schema, State state) {
        jdbc.sql("UPDATE external_data_progress SET state = CAST(:state AS jsonb) WHERE schema_id = :schema")
                .param("state", json.writeValueAsString(state))
                .param("schema", schema)
                .update();
    }

    long nextVersion(UUID schema) {
        return jdbc.sql("""
                        UPDATE external_data_progress
                           SET last_version = last_version + 1
                         WHERE schema_id = :schema
                        RETURNING last_version
                        """).param("schema", schema).query(Long.class).single();
    }

    void delete(UUID schema) {
        jdbc.sql("DELETE FROM external_data_progress WHERE schema_id = :schema")
                .param("schema", schema)
                .update();
    }
}
