package dev.hedgerow.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.RowBatch;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.WarehouseException.Busy;
import dev.hedgerow.engine.WarehouseException.Cancelled;
import dev.hedgerow.engine.WarehouseException.OutOfDisk;
import dev.hedgerow.engine.WarehouseException.OutOfMemory;
import dev.hedgerow.engine.WarehouseException.TimedOut;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StoppingTest {

    static final Executor THREADS = task -> Thread.ofVirtual().start(task);
    static final Namespace NAMESPACE = TestWarehouse.namespace();
    static final String BOMB = "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range + b.range < 0";

    @TempDir
    static Path directory;

    static TestWarehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = TestWarehouse.in(
                directory,
                Map.of(
                        "memory",
                        "100MB",
                        "spill",
                        "16MB",
                        "queries",
                        "2",
                        "waiting",
                        "2",
                        "patience",
                        "400ms",
                        "threads",
                        "2"));
    }

    @AfterAll
    static void close() throws Exception {
        warehouse.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                BOMB,
                "SELECT a.range FROM range(1000000) a, range(1000000) b WHERE a.range + b.range < 0",
                "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
                "SELECT sum(sqrt(range)) FROM range(1000000000000)"
            })
    void aQueryBombEndsAtItsLimitAndTheNextQueryAnswers(String bomb) {
        var started = System.nanoTime();

        assertThatThrownBy(() -> query(bomb, Duration.ofMillis(500), new Cancellation()))
                .isInstanceOf(TimedOut.class)
                .hasMessage("The query took longer than its limit of 500 ms.");

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
        assertThat(warehouse.value(NAMESPACE, "SELECT 1")).isEqualTo(1L);
    }

    @Test
    void cancellingStopsARunningQuery() {
        var cancellation = new Cancellation();
        var running = CompletableFuture.supplyAsync(
                () -> query("SELECT sum(sqrt(range)) FROM range(1000000000000)", Duration.ofMinutes(1), cancellation),
                THREADS);
        org.awaitility.Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);

        var asked = System.nanoTime();
        cancellation.cancel();

        assertThatThrownBy(running::join).hasCauseInstanceOf(Cancelled.class);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void cancellingBetweenRowsStopsTheReading() {
        var cancellation = new Cancellation();
        var limits = new QueryLimits(Long.MAX_VALUE, Duration.ofMinutes(1));

        assertThatThrownBy(() -> warehouse
                        .engine()
                        .query(
                                NAMESPACE,
                                "SELECT * FROM range(100000)",
                                limits,
                                cancellation,
                                _ -> cancellation.cancel()))
                .isInstanceOf(Cancelled.class);
    }

    @Test
    void whatIsCancelledBeforeItBeginsNeverRuns() {
        var cancellation = new Cancellation();
        cancellation.cancel();

        assertThatThrownBy(() -> query("SELECT 1", Duration.ofMinutes(1), cancellation))
                .isInstanceOf(Cancelled.class);
    }

    @Test
    void cancellingAWriteLeavesNothing() {
        var namespace = TestWarehouse.namespace();
        var cancellation = new Cancellation();
        var endless = new RowSource() {
            @Override
            public List<SourceColumn> columns() {
                return List.of(new SourceColumn("n", Simple.INTEGER));
            }

            @Override
            public int fill(RowBatch batch) {
                batch.setLong(0, 0, 1);
                cancellation.cancel();
                return 1;
            }
        };

        assertThatThrownBy(() -> warehouse.engine().load(namespace, new TableVersion("t", 1), endless, cancellation))
                .isInstanceOf(Cancelled.class);
        assertThat(warehouse.engine().versions(namespace)).isEmpty();
    }

    @Test
    @Tag("pain-18")
    void aQueryThatNeedsTooMuchMemoryFailsAloneAndTellsSo() {
        assertThatThrownBy(() -> query(
                        "SELECT len(list(range)) FROM range(100000000)", Duration.ofSeconds(30), new Cancellation()))
                .isInstanceOf(OutOfMemory.class)
                .hasMessage("The query needs more memory than it may use. Read fewer rows or columns.");

        assertThat(warehouse.value(NAMESPACE, "SELECT 1")).isEqualTo(1L);
    }

    @Test
    void aQueryThatSpillsTooMuchFailsAloneAndItsSpaceComesBack() throws Exception {
        assertThatThrownBy(() -> query(
                        "SELECT max(h), max(r) FROM (SELECT h, row_number() OVER (ORDER BY h DESC) AS r"
                                + " FROM (SELECT md5(range::VARCHAR) AS h FROM range(5000000)))",
                        Duration.ofSeconds(50),
                        new Cancellation()))
                .isInstanceOf(OutOfDisk.class);

        assertThat(warehouse.value(NAMESPACE, "SELECT 1")).isEqualTo(1L);
        try (var left = Files.walk(directory.resolve("spill"))) {
            assertThat(left.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isLessThan(1_000_000);
        }
    }

    @Test
    void aDiskThatIsNearlyFullRefusesWritesAndStillReadsAndDrops(@TempDir Path nearlyFull) throws Exception {
        var version = new TableVersion("t", 1);
        try (var roomy = TestWarehouse.in(nearlyFull)) {
            roomy.materialize(NAMESPACE, version, "SELECT 1 AS n");
        }

        try (var full = TestWarehouse.in(nearlyFull, Map.of("reserve", "1000000GB"))) {
            assertThatThrownBy(() -> full.materialize(NAMESPACE, new TableVersion("t", 2), "SELECT 1 AS n"))
                    .isInstanceOf(OutOfDisk.class);
            assertThat(full.value(NAMESPACE, "SELECT n FROM t__v1")).isEqualTo(1L);
            full.engine().drop(NAMESPACE, version);
            assertThat(full.engine().versions(NAMESPACE)).isEmpty();
        }
    }

    @Test
    void moreThanMayWaitIsRefusedAndWhatWaitsTooLongToo() throws Exception {
        var release = new CountDownLatch(1);
        var running = new ArrayList<CompletableFuture<?>>();
        var begun = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            running.add(CompletableFuture.runAsync(
                    () -> warehouse
                            .engine()
                            .query(
                                    NAMESPACE,
                                    "SELECT 1",
                                    new QueryLimits(1, Duration.ofMinutes(1)),
                                    new Cancellation(),
                                    _ -> {
                                        begun.countDown();
                                        await(release);
                                    }),
                    THREADS));
        }
        begun.await();

        var waiting = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i < 5; i++) {
            waiting.add(CompletableFuture.supplyAsync(
                    () -> query("SELECT 1", Duration.ofMinutes(1), new Cancellation()), THREADS));
        }

        for (var refused : waiting) {
            assertThatThrownBy(() -> refused.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(Busy.class);
        }
        release.countDown();
        for (var admitted : running) {
            admitted.get(5, TimeUnit.SECONDS);
        }
        assertThat(warehouse.value(NAMESPACE, "SELECT 1")).isEqualTo(1L);
    }

    private static Object query(String select, Duration timeout, Cancellation cancellation) {
        return warehouse.engine().fetch(NAMESPACE, select, new QueryLimits(10, timeout), cancellation);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
