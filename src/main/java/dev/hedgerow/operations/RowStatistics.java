package dev.hedgerow.operations;

import dev.hedgerow.auth.Team;
import dev.hedgerow.operations.OperationsSettings.BillingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts the rows that syncs and views have moved. */
@Repository
class RowStatistics {

    private final JdbcClient jdbc;
    private final OperationsSettings settings;
    private final Clock clock;

    RowStatistics(JdbcClient jdbc, OperationsSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    RowStats of(Team team) {
        if (settings.billingMode() == BillingMode.NONE) {
            return RowStats.UNBILLED;
        }
        var start = clock.instant().atOffset(ZoneOffset.UTC).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
        return counted(team, start.toInstant(), start.plusMonths(1).toInstant());
    }

    private RowStats counted(Team team, Instant start, Instant end) {
        var sums = new LinkedHashMap<String, Long>();
        var bySource = new LinkedHashMap<UUID, Long>();
        jdbc.sql("""
                        WITH moved AS (
                            SELECT source_id, sum(moved_rows) AS rows
                              FROM ended_runs
                             WHERE team_id = :team AND began_at >= :start AND began_at < :end
                             GROUP BY source_id
                             UNION ALL
                            SELECT source_id, rows_synced
                              FROM external_data_job
                             WHERE team_id = :team AND status = 'Running' AND created_at >= :start AND created_at < :end
                             UNION ALL
                            SELECT NULL, rows_materialized
                              FROM data_modeling_job
                             WHERE team_id = :team AND status = 'Running' AND created_at >= :start AND created_at < :end)
                        SELECT 'synced' AS what, NULL::uuid AS source, coalesce(sum(rows), 0)::bigint AS rows
                          FROM moved
                         WHERE source_id IS NOT NULL
                         UNION ALL
                        SELECT 'materialized', NULL, coalesce(sum(rows), 0)::bigint
                          FROM moved
                         WHERE source_id IS NULL
                         UNION ALL
                        (SELECT 'source', id, (SELECT coalesce(sum(rows), 0) FROM moved WHERE source_id = source.id)::bigint
                           FROM external_data_source source
                          WHERE team_id = :team AND deleted_at IS NULL
                          ORDER BY created_at, id)
                        """)
                .param("team", team.id())
                .param("start", start.atOffset(ZoneOffset.UTC))
                .param("end", end.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    var source = row.getObject("source", UUID.class);
                    if (source == null) {
                        sums.put(row.getString("what"), row.getLong("rows"));
                    } else {
                        bySource.put(source, row.getLong("rows"));
                    }
                });
        return RowStats.ofMonth(
                start, end, sums.getOrDefault("synced", 0L), sums.getOrDefault("materialized", 0L), bySource);
    }
}
