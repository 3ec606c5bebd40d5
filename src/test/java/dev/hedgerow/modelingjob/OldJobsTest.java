package dev.hedgerow.modelingjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class OldJobsTest {

    static final Instant LONG_AGO = Instant.parse("1999-01-01T00:00:00Z");

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    OldJobs history;

    @Test
    void theNewestOfEachOutcomeStaysAndTheCountIsRight() {
        var view = UUID.randomUUID();
        var team = tenants.create().project();
        jdbc.sql("INSERT INTO materialization (view_id, team_id, jobs) VALUES (:view, :team, 5)")
                .param("view", view)
                .param("team", team)
                .update();
        run(team, view, "Completed", "1990-01-01");
        run(team, view, "Completed", "1990-01-02");
        run(team, view, "Failed", "1990-01-03");
        run(team, view, "Completed", "1990-01-04");
        run(team, view, "Completed", "2000-01-01");

        assertThat(history.forget(LONG_AGO, 2)).isEqualTo(2);
        assertThat(history.forget(LONG_AGO, 2)).isEqualTo(1);
        assertThat(history.forget(LONG_AGO, 2)).isZero();

        assertThat(jdbc.sql("SELECT status FROM data_modeling_job WHERE saved_query_id = :view ORDER BY created_at")
                        .param("view", view)
                        .query(String.class)
                        .list())
                .containsExactly("Failed", "Completed");
        assertThat(jdbc.sql("SELECT jobs FROM materialization WHERE view_id = :view")
                        .param("view", view)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    private void run(long team, UUID view, String status, String day) {
        jdbc.sql("""
                        INSERT INTO data_modeling_job (id, team_id, saved_query_id, status, attempt, error, workflow_id,
                                                       workflow_run_id, created_at, updated_at, last_run_at)
                        VALUES (gen_random_uuid(), :team, :view, :status, nextval('data_modeling_attempt'),
                                CASE :status WHEN 'Failed' THEN 'no' END, 'w', gen_random_uuid(),
                                CAST(:day AS timestamptz), CAST(:day AS timestamptz), CAST(:day AS timestamptz))
                        """)
                .param("team", team)
                .param("view", view)
                .param("status", status)
                .param("day", day)
                .update();
    }
}
