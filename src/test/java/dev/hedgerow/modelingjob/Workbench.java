package dev.hedgerow.modelingjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.hedgerow.Tenants;
import dev.hedgerow.Tenants.Tenant;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A project with views to run, and eyes on what becomes of them. */
public record Workbench(
        Tenant tenant,
        Team team,
        TestModels models,
        Materializations materializations,
        Runs runs,
        WarehouseTables tables,
        Warehouse warehouse,
        Scheduler scheduler,
        JdbcClient jdbc) {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Makes a project for each test that asks. */
    @TestComponent
    public record Factory(
            Tenants tenants,
            Teams teams,
            TestModels models,
            Materializations materializations,
            Runs runs,
            WarehouseTables tables,
            Warehouse warehouse,
            Scheduler scheduler,
            JdbcClient jdbc) {

        Workbench create() {
            var tenant = tenants.create();
            var team = teams.find(tenant.project()).orElseThrow();
            return new Workbench(tenant, team, models, materializations, runs, tables, warehouse, scheduler, jdbc);
        }
    }

    UUID view(String name, String hogql, UUID... upstream) {
        return models.add(team, name, hogql, upstream);
    }

    void run(UUID view) {
        materializations.runSoon(team, view, false);
    }

    /** The first row of a materialized view, in text. */
    List<String> rows(String view, String columns) {
        var table = tables.find(team, List.of(view)).orElseThrow().definition();
        var physical = tables.versions(team).stream()
                .filter(version -> table.toString().contains(version.physicalName()))
                .findFirst()
                .orElseThrow();
        var select = "SELECT %s FROM \"%s\"".formatted(columns, physical.physicalName());
        return warehouse
                .fetch(Namespaces.of(team), select, new QueryLimits(1, PATIENCE), new Cancellation())
                .rows()
                .getFirst()
                .stream()
                .map(String::valueOf)
                .toList();
    }

    List<JobStatus> statuses(UUID view) {
        return jdbc.sql("SELECT status FROM data_modeling_job WHERE saved_query_id = :view ORDER BY created_at")
                .param("view", view)
                .query((row, _) -> JobStatus.of(row.getString(1)))
                .list();
    }

    Map<String, @Nullable Object> job(UUID view) {
        return jdbc.sql("SELECT * FROM data_modeling_job WHERE saved_query_id = :view ORDER BY created_at DESC LIMIT 1")
                .param("view", view)
                .query()
                .singleRow();
    }

    String error(UUID view) {
        return String.valueOf(
                Objects.requireNonNull(runs.last(team, List.of(view)).get(view)).error());
    }

    /** The names of the views in the order in which their runs ended. */
    List<String> order() {
        return jdbc.sql("""
                        SELECT name
                          FROM data_modeling_job AS job
                          JOIN test_model AS model ON model.id = saved_query_id
                         WHERE job.team_id = :team
                         ORDER BY last_run_at
                        """)
                .param("team", team.id())
                .query((row, _) -> row.getString(1))
                .list();
    }

    void awaitJobs(UUID view, JobStatus... statuses) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statuses(view))
                        .as(() -> String.valueOf(runs.newest(team, List.of(view))))
                        .startsWith(statuses));
    }

    void awaitCount(UUID view, int finished) {
        await().atMost(PATIENCE)
                .until(() ->
                        statuses(view).size() == finished && !statuses(view).contains(JobStatus.RUNNING));
    }

    boolean isIdle(UUID view) {
        return !statuses(view).contains(JobStatus.RUNNING)
                && jdbc.sql("""
                                SELECT count(*)
                                  FROM materialization
                                  LEFT JOIN scheduled_tasks ON task_instance = view_id::text
                                 WHERE view_id = :view AND (picked OR wanted_at IS NOT NULL OR due_at <= now())
                                """).param("view", view).query(Long.class).single() == 0;
    }

    void awaitIdle(UUID view) {
        await().atMost(PATIENCE).until(() -> isIdle(view));
    }

    boolean isArranged(UUID view) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM scheduled_tasks WHERE task_instance = :view)")
                .param("view", view.toString())
                .query(Boolean.class)
                .single();
    }

    /** The versions in the engine are those that the catalog points to. */
    void awaitNoLeftovers() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(warehouse.versions(Namespaces.of(team)))
                        .containsExactlyInAnyOrderElementsOf(tables.versions(team)));
    }

    /** Closes the run as cancelling does, but leaves alone what was asked to follow it. */
    void cancelRunningStatement(UUID view) {
        jdbc.sql("""
                        UPDATE data_modeling_job SET status = 'Cancelled', rows_materialized = 0
                         WHERE saved_query_id = :view AND status = 'Running'
                        """).param("view", view).update();
    }

    /** What another process does that believes ours to be dead. */
    void takeOver(UUID view) {
        jdbc.sql("""
                        UPDATE data_modeling_job SET attempt = nextval('data_modeling_attempt'), tries = tries + 1
                         WHERE saved_query_id = :view AND status = 'Running'
                        """).param("view", view).update();
    }

    void makeDue(UUID view, Duration ago) {
        awaitIdle(view);
        jdbc.sql("UPDATE materialization SET due_at = now() - :ago * interval '1 second' WHERE view_id = :view")
                .param("ago", ago.toSeconds())
                .param("view", view)
                .update();
        jdbc.sql("UPDATE scheduled_tasks SET execution_time = now() WHERE task_instance = :view AND NOT picked")
                .param("view", view.toString())
                .update();
        scheduler.triggerCheckForDueExecutions();
    }

    void loseTask(UUID view) {
        jdbc.sql("DELETE FROM scheduled_tasks WHERE task_instance = :view")
                .param("view", view.toString())
                .update();
    }

    Duration dueIn(UUID view) {
        var due = jdbc.sql("SELECT due_at FROM materialization WHERE view_id = :view")
                .param("view", view)
                .query(OffsetDateTime.class)
                .single();
        return Duration.between(Instant.now(), due.toInstant());
    }

    /** Which slots of a schedule the runs of a view began in. */
    List<Long> slotsOf(UUID view, Duration every) {
        return jdbc.sql("""
                        SELECT floor(extract(epoch FROM created_at) / :every)
                          FROM data_modeling_job
                         WHERE saved_query_id = :view
                        """)
                .param("every", every.toSeconds())
                .param("view", view)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    Optional<Suspension> suspension(UUID view) {
        return Optional.ofNullable(runs.suspended(team, List.of(view)).get(view));
    }
}
