package dev.hedgerow.insightvariable;

import dev.hedgerow.auth.Team;
import dev.hedgerow.web.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.support.PageableExecutionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Variables as they are shown: rows become answers, without the entities that only changes need. */
@Repository
class InsightVariableReader {

    private static final String SELECT = """
            SELECT id, name, type, default_value, created_by, created_at, code_name, "values", is_multi,
                   values_query, values_query_connection_id
              FROM insight_variable
             WHERE team_id = :team
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    InsightVariableReader(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Page<InsightVariableResponse> page(Team team, Pageable slice) {
        var rows = jdbc.sql(SELECT + "ORDER BY created_at, id LIMIT :limit OFFSET :offset")
                .param("team", team.id())
                .param("limit", slice.getPageSize())
                .param("offset", slice.getOffset())
                .query((row, _) -> read(row))
                .list();
        return PageableExecutionUtils.getPage(rows, slice, () -> count(team));
    }

    private long count(Team team) {
        return jdbc.sql("SELECT count(*) FROM insight_variable WHERE team_id = :team")
                .param("team", team.id())
                .query(Long.class)
                .single();
    }

    InsightVariableResponse get(Team team, UUID id) {
        return jdbc.sql(SELECT + "AND id = :id")
                .param("team", team.id())
                .param("id", id)
                .query((row, _) -> read(row))
                .optional()
                .orElseThrow(NotFound::new);
    }

    private InsightVariableResponse read(ResultSet row) throws SQLException {
        return new InsightVariableResponse(
                row.getObject("id", UUID.class),
                row.getString("name"),
                InsightVariable.Type.valueOf(row.getString("type")),
                json(row.getString("default_value")),
                row.getObject("created_by", Long.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("code_name"),
                json(row.getString("values")),
                row.getBoolean("is_multi"),
                row.getString("values_query"),
                row.getObject("values_query_connection_id", UUID.class));
    }

    private @Nullable JsonNode json(@Nullable String text) {
        return Optional.ofNullable(text).map(json::readTree).orElse(null);
    }
}
