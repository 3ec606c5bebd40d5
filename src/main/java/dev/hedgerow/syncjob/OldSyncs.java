package dev.hedgerow.syncjob;

import dev.hedgerow.worker.FinishedRuns;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Syncs that nobody looks up any more; what they said goes with them. */
@Component
class OldSyncs implements FinishedRuns {

    private final JdbcClient jdbc;

    OldSyncs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int forget(Instant before, int most) {
        return jdbc.sql("""
                        DELETE FROM external_data_job
                         WHERE id IN (
                               SELECT job.id
                                 FROM external_data_job AS job
                                WHERE job.finished_at < :before
                                  AND EXISTS (
                                      SELECT
                                        FROM external_data_job AS later
                                       WHERE later.schema_id = job.schema_id
                                         AND later.status = job.status
                                         AND later.created_at > job.created_at)
                                LIMIT :most)
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
