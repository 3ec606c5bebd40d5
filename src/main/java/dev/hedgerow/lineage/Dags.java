package dev.hedgerow.lineage;

import dev.hedgerow.auth.Team;
import dev.hedgerow.web.InvalidInput;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The graphs of a project; one of them takes whatever is not put anywhere. */
@Repository
class Dags {

    private static final String DEFAULT_NAME = "Default";

    private final JdbcClient jdbc;
    private final Clock clock;

    Dags(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The DAG of that id, or the default one for none. */
    UUID find(Team team, @Nullable UUID id) {
        return id == null ? standard(team) : known(team, id);
    }

    private UUID known(Team team, UUID id) {
        return jdbc.sql("SELECT id FROM data_modeling_dag WHERE team_id = :team AND id = :id")
                .param("team", team.id())
                .param("id", id)
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new InvalidInput(
                        "dag_id", "does_not_exist", "Invalid pk \"%s\" - object does not exist.".formatted(id)));
    }

    private UUID standard(Team team) {
        jdbc.sql("""
                        INSERT INTO data_modeling_dag (id, team_id, name, is_default, created_at)
                        VALUES (:id, :team, :name, true, :now)
                            ON CONFLICT DO NOTHING
                        """)
                .param("id", UUID.randomUUID())
                .param("team", team.id())
                .param("name", DEFAULT_NAME)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return jdbc.sql("SELECT id FROM data_modeling_dag WHERE team_id = :team AND is_default")
                .param("team", team.id())
                .query(UUID.class)
                .single();
    }
}
