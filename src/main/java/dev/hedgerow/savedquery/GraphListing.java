package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The lineage of a project as a picture needs it: nodes with the state of their views, edges, and the DAGs they are in.
 */
@Repository
class GraphListing {

    private final JdbcClient jdbc;

    GraphListing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Dag(UUID id, String name, boolean isDefault, long nodeCount, Instant createdAt) {}

    record Node(
            UUID id,
            String name,
            String type,
            UUID dag,
            String dagName,
            @Nullable String description,
            @Nullable UUID savedQueryId,
            Instant createdAt,
            Instant updatedAt,
            long upstreamCount,
            long downstreamCount,
            @Nullable Instant lastRunAt,
            @Nullable String lastRunStatus,
            @Nullable String lastRunError,
            @Nullable String userTag,
            @Nullable String syncInterval,
            Map<String, Object> suspended) {}

    record Edge(
            UUID id,
            UUID sourceId,
            UUID targetId,
            UUID dag,
            String dagName,
            Map<String, Object> properties,
            Instant createdAt,
            Instant updatedAt) {}

    Page<Dag> dags(Team team, Pageable slice) {
        var sql = """
                SELECT d.id, d.name, d.is_default, d.created_at,
                       (SELECT count(*) FROM data_modeling_node n WHERE n.dag_id = d.id) AS nodes
                  FROM data_modeling_dag d
                 WHERE d.team_id = :team AND (CAST(:dag AS uuid) IS NULL OR d.id = :dag)
                 ORDER BY d.name, d.id
                """;
        var count = """
                SELECT count(*)
                  FROM data_modeling_dag d
                 WHERE d.team_id = :team AND (CAST(:dag AS uuid) IS NULL OR d.id = :dag)
                """;
        return page(
                sql,
                count,
                team,
                null,
                slice,
                (row, _) -> new Dag(
                        uuid(row, "id"),
                        row.getString("name"),
                        row.getBoolean("is_default"),
                        row.getLong("nodes"),
                        instant(row, "created_at")));
    }

    Page<Node> nodes(Team team, @Nullable UUID dag, Pageable slice) {
        var sql = """
                SELECT n.id, n.name, n.kind, n.dag_id, d.name AS dag_name, q.description, q.id AS saved_query_id, n.created_at,
                       n.updated_at, q.last_run_at, q.status, q.latest_error, q.sync_seconds,
                       (SELECT count(*) FROM data_modeling_edge e WHERE e.target_id = n.id) AS upstream,
                       (SELECT count(*) FROM data_modeling_edge e WHERE e.source_id = n.id) AS downstream
                  FROM data_modeling_node n
                  JOIN data_modeling_dag d ON d.id = n.dag_id
                  LEFT JOIN saved_query q ON q.id = CASE WHEN n.kind <> 'table' THEN CAST(n.reference AS uuid) END
                 WHERE n.team_id = :team AND (CAST(:dag AS uuid) IS NULL OR n.dag_id = :dag)
                 ORDER BY n.name, n.id
                """;
        var count = """
                SELECT count(*)
                  FROM data_modeling_node n
                 WHERE n.team_id = :team AND (CAST(:dag AS uuid) IS NULL OR n.dag_id = :dag)
                """;
        return page(sql, count, team, dag, slice, GraphListing::node);
    }

    Page<Edge> edges(Team team, @Nullable UUID dag, Pageable slice) {
        var sql = """
                SELECT e.id, e.source_id, e.target_id, n.dag_id, d.name AS dag_name, e.created_at
                  FROM data_modeling_edge e
                  JOIN data_modeling_node n ON n.id = e.target_id
                  JOIN data_modeling_dag d ON d.id = n.dag_id
                 WHERE e.team_id = :team AND (CAST(:dag AS uuid) IS NULL OR n.dag_id = :dag)
                 ORDER BY e.created_at, e.target_id, e.source_id
                """;
        var count = """
                SELECT count(*)
                  FROM data_modeling_edge e
                  JOIN data_modeling_node n ON n.id = e.target_id
                 WHERE e.team_id = :team AND (CAST(:dag AS uuid) IS NULL OR n.dag_id = :dag)
                """;
        return page(
                sql,
                count,
                team,
                dag,
                slice,
                (row, _) -> new Edge(
                        uuid(row, "id"),
                        uuid(row, "source_id"),
                        uuid(row, "target_id"),
                        uuid(row, "dag_id"),
                        row.getString("dag_name"),
                        Map.of(),
                        instant(row, "created_at"),
                        instant(row, "created_at")));
    }

    private <T> Page<T> page(
            String sql, String count, Team team, @Nullable UUID dag, Pageable slice, RowMapper<T> row) {
        List<T> rows = jdbc.sql(sql + " LIMIT :limit OFFSET :offset")
                .param("team", team.id())
                .param("dag", dag)
                .param("limit", slice.getPageSize())
                .param("offset", slice.getOffset())
                .query(row)
                .list();
        var total = jdbc.sql(count)
                .param("team", team.id())
                .param("dag", dag)
                .query(Long.class)
                .single();
        return new PageImpl<>(rows, slice, total);
    }

    private static Node node(ResultSet row, int number) throws SQLException {
        var seconds = row.getObject("sync_seconds", Long.class);
        return new Node(
                uuid(row, "id"),
                row.getString("name"),
                row.getString("kind"),
                uuid(row, "dag_id"),
                row.getString("dag_name"),
                row.getString("description"),
                row.getObject("saved_query_id", UUID.class),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("upstream"),
                row.getLong("downstream"),
                row.getObject("last_run_at") == null ? null : instant(row, "last_run_at"),
                row.getString("status"),
                row.getString("latest_error"),
                null,
                SyncFrequency.wireOf(seconds == null ? null : Duration.ofSeconds(seconds)),
                Map.of());
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
