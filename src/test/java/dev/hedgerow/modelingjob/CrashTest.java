package dev.hedgerow.modelingjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.MortalServer;
import dev.hedgerow.ServerTest;
import dev.hedgerow.database.PostgresAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The server is killed while it runs a view, and started again: what it promised still holds. */
@ServerTest
@Timeout(1800)
class CrashTest {

    static final int ROUNDS = Integer.getInteger("hedgerow.crash-rounds", 1);
    static final long ROWS = 200_000;
    static final List<String> POINTS = List.of(
            "after the table is written",
            "before the flip",
            "after the lease",
            "after the commit",
            MortalServer.AT_RANDOM);

    @TempDir
    Path directory;

    MortalServer server;
    JdbcClient jdbc;

    @BeforeEach
    void startServer(@Autowired PostgresAddress postgres, @Autowired JdbcClient admin) throws IOException {
        server = MortalServer.start(directory, postgres, admin);
        jdbc = server.jdbc();
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    @Tag("pain-5")
    void aRunIsFinishedOnceWhereverItsProcessDies() throws Exception {
        var asked = 0;
        var view = addView("crashed", text(0));
        ask(view);
        awaitCompleted(view, ++asked);
        for (long round = 1; round <= ROUNDS; round++) {
            var point = POINTS.get((int) (round - 1) % POINTS.size());
            jdbc.sql("UPDATE test_model SET hogql = :text")
                    .param("text", text(round))
                    .update();

            server.dieOver(point, () -> ask(view));

            assertThat(rounds()).as(point).isIn(List.of(ROWS, round - 1, round - 1), List.of(ROWS, round, round));
            awaitCompleted(view, ++asked);
            assertThat(rounds()).as(point).isEqualTo(List.of(ROWS, round, round));
        }
        server.stop();
        server.assertNoTableIsLeftOver("view");
    }

    @Test
    @EnabledIfSystemProperty(named = "hedgerow.crash-rounds", matches = "\\d+")
    @Tag("pain-5")
    @Tag("pain-6")
    void aStandbyGoesOnWithTwoHundredDueViews() throws Exception {
        var views = new ArrayList<UUID>();
        for (int i = 0; i < 200; i++) {
            views.add(addView("due_" + i, "select number as n from numbers(1000)"));
        }
        try (var standby = server.standby()) {
            await().atMost(Duration.ofMinutes(1)).until(() -> standby.process().status("/_livez") == 200);
            views.forEach(this::makeDue);
            await().atMost(Duration.ofMinutes(1)).until(() -> completed() > 60);

            server.process().kill();
            standby.process().awaitReady();

            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(completed()).isEqualTo(200));
            assertThat(jdbc.sql("""
                            SELECT saved_query_id
                              FROM data_modeling_job
                             GROUP BY saved_query_id
                            HAVING count(*) <> 1 OR min(status) <> 'Completed'
                            """).query().listOfRows()).isEmpty();
            standby.stop();
            standby.assertNoTableIsLeftOver("view");
        }
    }

    private static String text(long round) {
        return "select number as n, %d as round from numbers(%d)".formatted(round, ROWS);
    }

    private UUID addView(String name, String hogql) {
        var id = UUID.randomUUID();
        jdbc.sql("INSERT INTO test_model VALUES (:id, 1, :name, :hogql, now(), '{}')")
                .param("id", id)
                .param("name", name)
                .param("hogql", hogql)
                .update();
        return id;
    }

    /** What asking for a run writes. */
    private void ask(UUID view) {
        jdbc.sql("""
                        INSERT INTO materialization (view_id, team_id, wanted_at) VALUES (:view, 1, now())
                            ON CONFLICT (view_id) DO UPDATE SET wanted_at = now()
                        """).param("view", view).update();
        trigger(view);
    }

    private void makeDue(UUID view) {
        jdbc.sql(
                        "INSERT INTO materialization (view_id, team_id, every_seconds, due_at) VALUES (:view, 1, 86400, now())")
                .param("view", view)
                .update();
        trigger(view);
    }

    private void trigger(UUID view) {
        jdbc.sql("""
                        INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        VALUES ('materialize', :view, now(), false, 1)
                            ON CONFLICT DO NOTHING
                        """).param("view", view.toString()).update();
    }

    /** As many runs as were asked for, each completed, within the time that a run may be without a process. */
    private void awaitCompleted(UUID view, int asked) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> assertThat(jdbc.sql("SELECT status FROM data_modeling_job WHERE saved_query_id = :view")
                                        .param("view", view)
                                        .query((row, _) -> row.getString(1))
                                        .list())
                                .hasSize(asked)
                                .containsOnly("Completed"));
    }

    private int completed() {
        return jdbc.sql("SELECT count(*) FROM data_modeling_job WHERE status = 'Completed'")
                .query(Integer.class)
                .single();
    }

    /** Rows of the view, and which rounds they are of. */
    private List<Long> rounds() throws IOException, InterruptedException {
        return server.row("select count(), min(round), max(round) from crashed");
    }
}
