package dev.hedgerow.modelingjob;

import dev.hedgerow.auth.Team;
import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.NotFound;
import dev.hedgerow.web.Position;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The runs of a project, newest first. What an answer costs depends on its rows, not on how many runs there were. */
@Service
@Transactional(readOnly = true)
class JobList {

    private final JdbcClient jdbc;
    private final KnownModels models;

    JobList(JdbcClient jdbc, KnownModels models) {
        this.jdbc = jdbc;
        this.models = models;
    }

    public JobResponse get(Team team, UUID id) {
        return jdbc.sql("SELECT * FROM data_modeling_job WHERE id = :id AND team_id = :team")
                .param("id", id)
                .param("team", team.id())
                .query(JobResponse::read)
                .optional()
                .orElseThrow(NotFound::new);
    }

    /** The rows behind a position, in the order of the list or against it. */
    public List<JobResponse> walk(
            Team team, @Nullable UUID view, @Nullable Position position, boolean backwards, int limit, int skip) {
        var order = backwards ? "ASC" : "DESC";
        var from = position == null ? null : position.time().atOffset(ZoneOffset.UTC);
        return jdbc.sql("SELECT * FROM data_modeling_job WHERE team_id = :team"
                        + (view == null ? "" : " AND saved_query_id = :view")
                        + (position == null
                                ? ""
                                : " AND (created_at, id) %s (:time, :id)".formatted(backwards ? ">" : "<"))
                        + " ORDER BY created_at %s, id %s LIMIT :limit OFFSET :skip".formatted(order, order))
                .param("team", team.id())
                .param("view", view)
                .param("time", from)
                .param("id", position == null ? null : position.id())
                .param("limit", limit)
                .param("skip", skip)
                .query(JobResponse::read)
                .list();
    }

    public Page<JobResponse> slice(Team team, @Nullable UUID view, Pageable slice) {
        var rows = walk(team, view, null, false, slice.getPageSize(), (int) slice.getOffset());
        return new PageImpl<>(rows, slice, count(team, view));
    }

    /** Each view counts its runs as they begin, because counting them later takes longer the more there are. */
    private long count(Team team, @Nullable UUID view) {
        return jdbc.sql("SELECT coalesce(sum(jobs), 0) FROM materialization WHERE team_id = :team"
                        + (view == null ? "" : " AND view_id = :view"))
                .param("team", team.id())
                .param("view", view)
                .query(Long.class)
                .single();
    }

    /** The last finished run of each view, found by numbers that stand side by side in their index. */
    public List<JobResponse> recent(Team team) {
        return jdbc.sql("""
                        SELECT job.*
                          FROM materialization AS standing
                          JOIN data_modeling_job AS job ON job.attempt = standing.last_attempt
                         WHERE standing.team_id = :team
                         ORDER BY standing.view_id
                        """).param("team", team.id()).query(JobResponse::read).list();
    }

    public List<JobResponse> running(Team team) {
        return jdbc.sql("""
                        SELECT *
                          FROM data_modeling_job
                         WHERE team_id = :team AND status = 'Running'
                         ORDER BY created_at DESC, id DESC
                        """).param("team", team.id()).query(JobResponse::read).list();
    }

    /** The view that a list is narrowed to, if it is. */
    public @Nullable UUID view(Team team, @Nullable String id) {
        return id == null || id.isEmpty()
                ? null
                : parse(id)
                        .filter(view -> isView(team, view))
                        .orElseThrow(() -> new InvalidInput(
                                "saved_query_id",
                                "invalid_choice",
                                "Select a valid choice. That choice is not one of the available choices."));
    }

    private boolean isView(Team team, UUID view) {
        return models.find(view).filter(model -> model.team().equals(team)).isPresent() || hasRun(team, view);
    }

    /** A view that is gone is still a choice. */
    private boolean hasRun(Team team, UUID view) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM materialization WHERE view_id = :view AND team_id = :team)")
                .param("view", view)
                .param("team", team.id())
                .query(Boolean.class)
                .single();
    }

    private static Optional<UUID> parse(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
