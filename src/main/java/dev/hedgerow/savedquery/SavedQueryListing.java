package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.UserBasic;
import dev.hedgerow.auth.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Pages of a project's views, newest first, without the texts, which may be long. */
@Repository
class SavedQueryListing {

    private static final TypeReference<List<ViewColumn>> COLUMNS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Users users;
    private final JsonMapper json;

    SavedQueryListing(JdbcClient jdbc, Users users, JsonMapper json) {
        this.jdbc = jdbc;
        this.users = users;
        this.json = json;
    }

    /** {@code search} is a list of words, separated by blanks or commas, all of which must stand in the name. */
    Page<SavedQueryItem> page(Team team, Caller caller, String search, Pageable slice) {
        var words = words(search);
        var rows = jdbc.sql("""
                        SELECT q.id, q.name, q.created_by, q.created_at, q.sync_seconds, q.columns, q.status, q.last_run_at,
                               q.folder_id, f.name AS folder_name, q.latest_error, q.is_materialized, q.origin, q.is_test,
                               q.expires_at, q.description, q.updated_at,
                               coalesce((q.incremental ->> 'enabled')::boolean, false) AS is_incremental
                          FROM saved_query q
                          LEFT JOIN saved_query_folder f ON f.id = q.folder_id
                         WHERE q.team_id = :team AND q.deleted_at IS NULL AND q.name ILIKE ALL (:words)
                         ORDER BY q.created_at DESC, q.id
                         LIMIT :limit OFFSET :offset
                        """)
                .param("team", team.id())
                .param("words", words)
                .param("limit", slice.getPageSize())
                .param("offset", slice.getOffset())
                .query(this::read)
                .list();
        var creators =
                users.basics(rows.stream().<@Nullable Long>map(Row::createdBy).toList());
        var items = rows.stream().map(row -> row.shown(team, caller, creators)).toList();
        return new PageImpl<>(items, slice, count(team, words));
    }

    private long count(Team team, String[] words) {
        return jdbc.sql("""
                        SELECT count(*)
                          FROM saved_query
                         WHERE team_id = :team AND deleted_at IS NULL AND name ILIKE ALL (:words)
                        """)
                .param("team", team.id())
                .param("words", words)
                .query(Long.class)
                .single();
    }

    private static String[] words(String search) {
        return Arrays.stream(search.replace("\0", "").split("[\\s,]+"))
                .map(word -> word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"))
                .map(word -> "%" + word + "%")
                .toArray(String[]::new);
    }

    private Row read(ResultSet row, int number) throws SQLException {
        var seconds = row.getObject("sync_seconds", Long.class);
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("created_by", Long.class),
                instant(row, "created_at"),
                seconds == null ? null : Duration.ofSeconds(seconds),
                json.readValue(row.getString("columns"), COLUMNS),
                row.getString("status"),
                instantOrNull(row, "last_run_at"),
                row.getObject("folder_id", UUID.class),
                row.getString("folder_name"),
                row.getString("latest_error"),
                row.getBoolean("is_materialized"),
                SavedQuery.Origin.valueOf(row.getString("origin")),
                row.getBoolean("is_test"),
                instantOrNull(row, "expires_at"),
                row.getString("description"),
                instant(row, "updated_at"),
                row.getBoolean("is_incremental"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    private record Row(
            UUID id,
            String name,
            @Nullable Long createdBy,
            Instant createdAt,
            @Nullable Duration interval,
            List<ViewColumn> columns,
            @Nullable String status,
            @Nullable Instant lastRunAt,
            @Nullable UUID folderId,
            @Nullable String folderName,
            @Nullable String latestError,
            boolean isMaterialized,
            SavedQuery.Origin origin,
            boolean isTest,
            @Nullable Instant expiresAt,
            @Nullable String description,
            Instant updatedAt,
            boolean isIncremental) {

        SavedQueryItem shown(Team team, Caller caller, Map<Long, UserBasic> creators) {
            return new SavedQueryItem(
                    id,
                    false,
                    name,
                    creators.get(createdBy),
                    createdAt,
                    SyncFrequency.wireOf(interval),
                    columns.stream().map(SavedQueryResponse.Column::of).toList(),
                    status,
                    lastRunAt,
                    null,
                    folderId,
                    folderName,
                    latestError,
                    isMaterialized,
                    origin,
                    isTest,
                    expiresAt,
                    caller.accessLevel(team, createdBy),
                    description,
                    updatedAt,
                    isIncremental);
        }
    }
}
