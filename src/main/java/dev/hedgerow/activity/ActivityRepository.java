package dev.hedgerow.activity;

import dev.hedgerow.auth.Team;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The log's table: lines are added and read, never changed. */
@Repository
class ActivityRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ActivityRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(Team team, Activity activity) {
        jdbc.sql("""
                        INSERT INTO activity_log
                               (id, team_id, user_id, is_system, activity, scope, item_id, detail, created_at)
                        VALUES (:id, :team, :user, :system, :activity, :scope, :item, :detail::json, :at)
                        """)
                .param("id", activity.id())
                .param("team", team.id())
                .param("user", activity.user())
                .param("system", activity.bySystem())
                .param("activity", activity.activity())
                .param("scope", activity.scope())
                .param("item", activity.itemId())
                .param("detail", json.writeValueAsString(activity.detail()))
                .param("at", activity.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    List<Activity> list(Team team, ActivityFilter filter, long offset, int limit) {
        return jdbc.sql("""
                        SELECT id, user_id, is_system, activity, scope, item_id, detail, created_at
                          FROM activity_log
                         WHERE team_id = :team
                        """ + filter.sql() + """
                         ORDER BY created_at DESC, number DESC
                         LIMIT :limit OFFSET :offset
                        """)
                .param("team", team.id())
                .params(filter.values())
                .param("limit", limit)
                .param("offset", offset)
                .query((row, _) -> read(row))
                .list();
    }

    long count(Team team, ActivityFilter filter) {
        return jdbc.sql("SELECT count(*) FROM activity_log WHERE team_id = :team\n" + filter.sql())
                .param("team", team.id())
                .params(filter.values())
                .query(Long.class)
                .single();
    }

    private Activity read(ResultSet row) throws SQLException {
        return new Activity(
                row.getObject("id", UUID.class),
                row.getObject("user_id", Long.class),
                row.getBoolean("is_system"),
                row.getString("activity"),
                row.getString("scope"),
                row.getString("item_id"),
                json.readValue(row.getString("detail"), Activity.Detail.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
