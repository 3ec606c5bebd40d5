package dev.hedgerow.savedquery;

import dev.hedgerow.lineage.Lineage;
import dev.hedgerow.lineage.NodeKind;
import dev.hedgerow.modelingjob.MaterializationFinished;
import dev.hedgerow.modelingjob.MaterializationStarted;
import dev.hedgerow.modelingjob.Outcome;
import java.time.ZoneOffset;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Shows on the view what its last run came to, in the transaction that decides it. */
@Component
class RunOutcomes {

    private final JdbcClient jdbc;
    private final Lineage lineage;

    RunOutcomes(JdbcClient jdbc, Lineage lineage) {
        this.jdbc = jdbc;
        this.lineage = lineage;
    }

    @EventListener
    void started(MaterializationStarted run) {
        jdbc.sql("UPDATE saved_query SET status = 'Running' WHERE id = :id AND deleted_at IS NULL")
                .param("id", run.view())
                .update();
    }

    /** Only a run that completed moves the time of the last run, which is when the rows that are there were made. */
    @EventListener
    void finished(MaterializationFinished run) {
        var isCompleted = run.outcome() == Outcome.COMPLETED;
        var name = jdbc.sql("""
                        UPDATE saved_query
                           SET status = :status,
                               latest_error = :error,
                               last_run_at = CASE WHEN :completed THEN :at ELSE last_run_at END,
                               is_materialized = is_materialized OR :completed
                         WHERE id = :id AND deleted_at IS NULL
                        RETURNING name
                        """)
                .param("status", wire(run.outcome()))
                .param("error", run.error())
                .param("completed", isCompleted)
                .param("at", run.at().atOffset(ZoneOffset.UTC))
                .param("id", run.view())
                .query(String.class)
                .optional();
        if (isCompleted) {
            name.ifPresent(known -> lineage.describe(run.team(), run.view().toString(), known, NodeKind.MATVIEW));
        }
    }

    private static String wire(Outcome outcome) {
        return switch (outcome) {
            case COMPLETED -> "Completed";
            case FAILED -> "Failed";
            case CANCELLED -> "Cancelled";
            case SKIPPED -> "Skipped";
        };
    }
}
