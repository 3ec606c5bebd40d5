package dev.hedgerow.operations;

import dev.hedgerow.auth.Team;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Looks for what failed last time, among views, syncs, sources and what is published. */
@Repository
class HealthIssues {

    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .appendPattern("xxx")
            .toFormatter();

    private final JdbcClient jdbc;

    HealthIssues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    HealthIssue.Listing of(Team team) {
        var issues =
                jdbc.sql("""
                        SELECT view.id, view.name, 'materialized_view' AS type, 'failed' AS status, run.error,
                               run.last_run_at AS failed_at, '/data-warehouse/view/' || view.id AS url,
                               NULL AS source_type, NULL AS sync_type
                          FROM saved_query view
                          JOIN LATERAL (
                                   SELECT status, error, last_run_at
                                     FROM data_modeling_job
                                    WHERE team_id = :team AND saved_query_id = view.id AND status IN ('Completed', 'Failed')
                                    ORDER BY last_run_at DESC, created_at DESC
                                    LIMIT 1) run ON run.status = 'Failed'
                         WHERE view.team_id = :team AND view.deleted_at IS NULL AND view.is_materialized
                         UNION ALL
                        SELECT schema.id, schema.name, 'external_data_sync',
                               CASE WHEN NOT schema.should_sync THEN 'disabled'
                                    WHEN schema.status = 'Failed' THEN 'failed'
                                    ELSE 'billing_limit' END,
                               schema.latest_error, coalesce(schema.auto_disabled_at, schema.last_synced_at),
                               '/data-warehouse/sources/managed-' || source.id, source.source_type, schema.sync_type
                          FROM external_data_schema schema
                          JOIN external_data_source source ON source.id = schema.source_id
                         WHERE schema.team_id = :team AND schema.deleted_at IS NULL
                           AND (schema.should_sync OR schema.auto_disabled_at IS NOT NULL)
                           AND schema.status IN ('Failed', 'BillingLimitReached', 'BillingLimitTooLow')
                         UNION ALL
                        SELECT id, source_type, 'source', 'failed', NULL, updated_at,
                               '/data-warehouse/sources/managed-' || id, source_type, NULL
                          FROM external_data_source
                         WHERE team_id = :team AND deleted_at IS NULL AND status = 'Error'
                         UNION ALL
                        SELECT id, source, 'destination', 'failed', error, failed_at, NULL, NULL, NULL
                          FROM managed_warehouse_table
                         WHERE team_id = :team AND error IS NOT NULL
                         ORDER BY failed_at DESC NULLS LAST, id
                        """).param("team", team.id()).query(HealthIssues::read).list();
        return new HealthIssue.Listing(issues, issues.size());
    }

    private static HealthIssue read(ResultSet row, int number) throws SQLException {
        return new HealthIssue(
                row.getString("id"),
                row.getString("name"),
                row.getString("type"),
                row.getString("status"),
                row.getString("error"),
                moment(row.getObject("failed_at", OffsetDateTime.class)),
                row.getString("url"),
                row.getString("source_type"),
                row.getString("sync_type"));
    }

    private static @Nullable String moment(@Nullable OffsetDateTime time) {
        return time == null ? null : MOMENT.format(time.withOffsetSameInstant(ZoneOffset.UTC));
    }
}
