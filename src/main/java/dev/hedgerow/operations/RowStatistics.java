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
                        WITH synced AS (
                            SELECT source_id, sum(rows_synced) AS rows
                              FROM external_data_job
                             WHERE team_id = :team AND created_at >= :start AND created_at < :end
                             GROUP BY source_id)
                        SELECT 'synced' AS what, NULL::uuid AS source, coalesce(sum(rows), 0)::bigint AS rows
                          FROM synced
                         UNION ALL
                        SELECT 'materialized', NULL, coalesce(sum(rows_materialized), 0)::bigint
                          FROM data_modeling_job
                         WHERE team_id = :team AND created_at >= :start AND created_at < :end
                         UNION ALL
                        (SELECT 'source', source.id, coalesce(synced.rows, 0)::bigint
                           FROM external_data_source source
                           LEFT JOIN synced ON synced.source_id = source.id
                          WHERE source.team_id = :team AND source.deleted_at IS NULL
                          ORDER BY source.created_at, source.id)
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
