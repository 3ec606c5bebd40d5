package dev.hedgerow.operations;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.web.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The dashboard of a project's warehouse: made when it is first asked for, its numbers counted whenever it is read. */
@Service
@Transactional
class Dashboards {

    private static final int DAYS = 7;

    private final JdbcClient jdbc;
    private final JobStatistics jobs;
    private final RowStatistics rows;
    private final HealthIssues issues;
    private final Clock clock;

    Dashboards(JdbcClient jdbc, JobStatistics jobs, RowStatistics rows, HealthIssues issues, Clock clock) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.rows = rows;
        this.issues = issues;
        this.clock = clock;
    }

    /** The same id to everybody, however many ask for the first time at once. */
    public long ofTeam(Team team, Caller caller) {
        return known(team).orElseGet(() -> {
            jdbc.sql("SELECT id FROM project WHERE id = :team FOR NO KEY UPDATE")
                    .param("team", team.id())
                    .query()
                    .singleRow();
            return known(team).orElseGet(() -> create(team, caller));
        });
    }

    private Optional<Long> known(Team team) {
        return jdbc.sql("SELECT dashboard_id FROM data_ops_dashboard WHERE team_id = :team")
                .param("team", team.id())
                .query(Long.class)
                .optional();
    }

    private long create(Team team, Caller caller) {
        return jdbc.sql("""
                        WITH made AS (
                            INSERT INTO dashboard (team_id, name, creation_mode, created_by, created_at)
                            VALUES (:team, 'Data ops overview', 'template', :caller, :now)
                            RETURNING id, team_id)
                        INSERT INTO data_ops_dashboard (dashboard_id, team_id)
                        SELECT id, team_id FROM made
                        RETURNING dashboard_id
                        """)
                .param("team", team.id())
                .param("caller", caller.userId())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    @Transactional(readOnly = true)
    public Dashboard get(Team team, long id) {
        return jdbc.sql("SELECT * FROM dashboard WHERE team_id = :team AND id = :id")
                .param("team", team.id())
                .param("id", id)
                .query((row, _) -> read(row, tiles(team)))
                .optional()
                .orElseThrow(NotFound::new);
    }

    private List<Dashboard.Tile> tiles(Team team) {
        var runs = jobs.of(team, DAYS);
        var moved = rows.of(team);
        return List.of(
                new Dashboard.Tile(1, "Runs in the last 7 days", runs.totalJobs()),
                new Dashboard.Tile(2, "Failed in the last 7 days", runs.failedJobs()),
                new Dashboard.Tile(
                        3,
                        "Running now",
                        runs.externalDataJobs().running() + runs.modelingJobs().running()),
                new Dashboard.Tile(4, "Failing now", issues.of(team).count()),
                new Dashboard.Tile(5, "Rows synced this month", moved.totalRows()),
                new Dashboard.Tile(6, "Rows materialized this month", moved.materializedRowsInBillingPeriod()));
    }

    private static Dashboard read(ResultSet row, List<Dashboard.Tile> tiles) throws SQLException {
        return new Dashboard(
                row.getLong("id"),
                row.getString("name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("creation_mode"),
                tiles);
    }
}
