package dev.hedgerow.modelingjob;

import static java.util.stream.Collectors.toMap;

import dev.hedgerow.auth.Team;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What runs have come to: each answer one statement whose cost depends on the views asked for, not on their runs. */
@Service
public class Runs {

    private final JdbcClient jdbc;

    Runs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the newest run of each view says; views that never ran are left out. */
    public Map<UUID, Newest> newest(Team team, Collection<UUID> views) {
        return jdbc
                .sql("""
                        SELECT view, status, last_run_at, error
                          FROM unnest(:views) AS view
                         CROSS JOIN LATERAL (
                               SELECT status, last_run_at, error
                                 FROM data_modeling_job
                                WHERE team_id = :team AND saved_query_id = view
                                ORDER BY last_run_at DESC, created_at DESC
                                LIMIT 1) AS newest
                        """)
                .param("team", team.id())
                .param("views", views.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(
                        id(row, "view"), new Newest(status(row), at(row, "last_run_at"), row.getString("error"))))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The last runs of a view, newest first. */
    public List<Past> history(Team team, UUID view, int limit) {
        return jdbc.sql("""
                        SELECT status, last_run_at
                          FROM data_modeling_job
                         WHERE team_id = :team AND saved_query_id = :view
                         ORDER BY last_run_at DESC, created_at DESC
                         LIMIT :limit
                        """)
                .param("team", team.id())
                .param("view", view)
                .param("limit", limit)
                .query((row, _) -> new Past(status(row), at(row, "last_run_at")))
                .list();
    }

    /** Those of the views whose schedule is paused. */
    public Map<UUID, Suspension> suspended(Team team, Collection<UUID> views) {
        return jdbc
                .sql("""
                        SELECT view_id, suspended_at, suspended_reason, suspended_job
                          FROM materialization
                         WHERE team_id = :team AND view_id = ANY(:views) AND suspended_at IS NOT NULL
                        """)
                .param("team", team.id())
                .param("views", views.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(
                        id(row, "view_id"),
                        new Suspension(
                                at(row, "suspended_at"),
                                row.getString("suspended_reason"),
                                row.getObject("suspended_job", UUID.class))))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Up to where the table of an incremental view reaches, once one was made. */
    public Optional<IncrementalState> incremental(Team team, UUID view) {
        return jdbc.sql("""
                        SELECT watermark, definition_fingerprint, last_full_refresh_at, last_run_mode
                          FROM materialization
                         WHERE team_id = :team AND view_id = :view AND definition_fingerprint IS NOT NULL
                        """)
                .param("team", team.id())
                .param("view", view)
                .query((row, _) -> new IncrementalState(
                        row.getString("watermark"),
                        row.getString("definition_fingerprint"),
                        at(row, "last_full_refresh_at"),
                        row.getString("last_run_mode")))
                .optional();
    }

    /** The run of each view that began last. */
    Map<UUID, Last> last(Team team, Collection<UUID> views) {
        return jdbc
                .sql("""
                        SELECT view, status, created_at, error
                          FROM unnest(:views) AS view
                         CROSS JOIN LATERAL (
                               SELECT status, created_at, error
                                 FROM data_modeling_job
                                WHERE team_id = :team AND saved_query_id = view
                                ORDER BY created_at DESC, id DESC
                                LIMIT 1) AS last
                        """)
                .param("team", team.id())
                .param("views", views.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(
                        id(row, "view"), new Last(status(row), at(row, "created_at"), row.getString("error"))))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A run by when it began. */
    record Last(
            JobStatus status, Instant createdAt, @Nullable String error) {

        boolean isRunning() {
            return status == JobStatus.RUNNING;
        }

        boolean isTriedSince(Instant moment) {
            return !isRunning() && !createdAt.isBefore(moment);
        }
    }

    private static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static JobStatus status(ResultSet row) throws SQLException {
        return JobStatus.of(row.getString("status"));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
