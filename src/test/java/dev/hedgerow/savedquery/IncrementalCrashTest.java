package dev.hedgerow.savedquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.MortalServer;
import dev.hedgerow.ServerTest;
import dev.hedgerow.database.PostgresAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The server is killed while it brings a view up to date in part: no row is lost, and none comes twice. */
@ServerTest
@Timeout(1800)
class IncrementalCrashTest {

    static final int ROUNDS = Integer.getInteger("hedgerow.crash-rounds", 1);
    static final int NEW = 500;
    static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    static final List<String> POINTS = List.of(
            "before the flip",
            "after the table is written",
            "after the lease",
            "after the commit",
            MortalServer.AT_RANDOM);

    @TempDir
    Path directory;

    MortalServer server;

    @BeforeEach
    void startServer(@Autowired PostgresAddress postgres, @Autowired JdbcClient admin) throws IOException {
        server = MortalServer.start(directory, postgres, admin);
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    @Tag("pain-5")
    @Tag("pain-9")
    void noRowIsLostAndNoneComesTwiceWhereverItsProcessDies() throws Exception {
        captureUpTo(NEW);
        var run = "warehouse_saved_queries/%s/run/".formatted(createView());
        server.post(run, Map.of());
        awaitRuns(1);
        for (int round = 1; round <= ROUNDS; round++) {
            long before = (long) NEW * round;
            long after = before + NEW;
            var point = POINTS.get((round - 1) % POINTS.size());
            captureUpTo(after);

            server.dieOver(point, () -> server.post(run, Map.of()));

            assertThat(rows()).as(point).isIn(all(before), all(after));
            awaitRuns(1 + round);
            assertThat(rows()).as(point).isEqualTo(all(after));
        }
        server.stop();
        server.assertNoTableIsLeftOver("view");
    }

    private String createView() throws IOException, InterruptedException {
        var query = "select toInt(properties.n) as n, timestamp as at from events where event = 'grown'";
        return server.post(
                        "warehouse_saved_queries/",
                        Map.of(
                                "name", "grown",
                                "query", Map.of("kind", "HogQLQuery", "query", query),
                                "incremental",
                                        Map.of("enabled", true, "incremental_key", "at", "unique_key", List.of("n"))))
                .path("id")
                .asString();
    }

    /** One event a second, numbered from 1. */
    private void captureUpTo(long last) throws IOException, InterruptedException {
        server.capture(LongStream.rangeClosed(last - NEW + 1, last)
                .mapToObj(n -> Map.<String, Object>of(
                        "event",
                        "grown",
                        "distinct_id",
                        "u",
                        "timestamp",
                        FIRST.plusSeconds(n).toString(),
                        "properties",
                        Map.of("n", n)))
                .toList());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> server.row("select count() from events where event = 'grown'")
                        .equals(List.of(last)));
    }

    private static List<Long> all(long last) {
        return List.of(last, last, last * (last + 1) / 2);
    }

    /** Rows of the view, different ones, and their sum. */
    private List<Long> rows() throws IOException, InterruptedException {
        return server.row("select count(), count(distinct n), sum(n) from grown");
    }

    /** As many as were asked for, all of them completed, and each but the first having read only what was new. */
    private void awaitRuns(int asked) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(server.jdbc()
                                .sql("SELECT status || ' ' || run_mode FROM data_modeling_job ORDER BY created_at DESC")
                                .query((row, _) -> row.getString(1))
                                .list())
                        .hasSize(asked)
                        .endsWith("Completed full_refresh")
                        .filteredOn("Completed incremental"::equals)
                        .hasSize(asked - 1));
    }
}
