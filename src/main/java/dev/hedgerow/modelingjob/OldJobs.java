package dev.hedgerow.modelingjob;

import dev.hedgerow.worker.FinishedRuns;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Runs of views that nobody looks up any more. */
@Component
class OldJobs implements FinishedRuns {

    private final JdbcClient jdbc;

    OldJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public int forget(Instant before, int most) {
        var views = jdbc.sql("""
                        DELETE FROM data_modeling_job
                         WHERE id IN (
                               SELECT job.id
                                 FROM data_modeling_job AS job
                                WHERE job.status <> 'Running'
                                  AND job.updated_at < :before
                                  AND EXISTS (
                                      SELECT
                                        FROM data_modeling_job AS later
                                       WHERE later.team_id = job.team_id
                                         AND later.saved_query_id = job.saved_query_id
                                         AND later.status = job.status
                                         AND later.created_at > job.created_at)
                                LIMIT :most)
                        RETURNING saved_query_id
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> row.getString(1))
                .list();
        // How many there are is counted as they come and go, because lists tell it on every page.
        jdbc.sql("""
                        UPDATE materialization
                           SET jobs = jobs - gone.number
                          FROM (SELECT CAST(view AS uuid) AS view, count(*) AS number
                                  FROM unnest(string_to_array(:views, ',')) AS view
                                 GROUP BY view) AS gone
                         WHERE view_id = gone.view
                        """).param("views", String.join(",", views)).update();
        return views.size();
    }
}
