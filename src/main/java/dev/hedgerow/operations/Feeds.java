package dev.hedgerow.operations;

import dev.hedgerow.auth.Team;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The runs of syncs and of views as one list, newest first. */
@Repository
class Feeds {

    private final JdbcClient jdbc;
    private final Clock clock;

    Feeds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Feed feed(Team team, FeedRequest request) {
        var cutoff = clock.instant().minus(request.cutoffDays(), ChronoUnit.DAYS);
        // Each half is cut before it is joined with anything: the page costs what a page costs, however long the past
        // is.
        var runs = jdbc.sql("""
                        SELECT run.*, source.source_type AS type, schema.name, NULL AS origin
                          FROM (SELECT id, status, rows_synced AS rows, created_at, finished_at, latest_error,
                                       NULL AS workflow_run_id, source_id, schema_id AS what
                                  FROM external_data_job
                                 WHERE :imports AND team_id = :team AND status IN (:statuses) AND created_at >= :cutoff
                                 ORDER BY created_at DESC, id DESC
                                 LIMIT :reach) run
                          LEFT JOIN external_data_schema schema ON schema.id = run.what
                          LEFT JOIN external_data_source source ON source.id = run.source_id
                         UNION ALL
                        SELECT run.*, 'Materialized view', coalesce(view.deleted_name, view.name), view.origin
                          FROM (SELECT id, status, rows_materialized AS rows, created_at, last_run_at, error,
                                       workflow_run_id::text, NULL::uuid, saved_query_id
                                  FROM data_modeling_job
                                 WHERE :models AND team_id = :team AND status IN (:statuses) AND created_at >= :cutoff
                                 ORDER BY created_at DESC, id DESC
                                 LIMIT :reach) run
                          LEFT JOIN saved_query view ON view.id = run.saved_query_id
                         ORDER BY created_at DESC, id DESC
                         LIMIT :rows OFFSET :offset
                        """)
                .param("team", team.id())
                .param("imports", request.wantsImports())
                .param("models", request.wantsModels())
                .param("statuses", request.outcome().statuses)
                .param("cutoff", cutoff.atOffset(ZoneOffset.UTC))
                .param("rows", request.limit() + 1)
                .param("reach", request.offset() + request.limit() + 1)
                .param("offset", request.offset())
                .query(Feeds::read)
                .list();
        return Feed.of(request, runs);
    }

    private static Run read(ResultSet row, int number) throws SQLException {
        return new Run(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getString("name"),
                row.getString("status"),
                row.getLong("rows"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null),
                row.getString("latest_error"),
                row.getString("workflow_run_id"),
                row.getString("origin"),
                row.getObject("source_id", UUID.class));
    }
}
