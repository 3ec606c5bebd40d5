package dev.hedgerow.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Column;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.WarehouseException.QueryFailed;
import dev.hedgerow.engine.WarehouseException.TableMissing;
import dev.hedgerow.engine.WarehouseException.TimedOut;
import dev.hedgerow.engine.WarehouseException.VersionExists;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

    static final TableVersion FIRST = new TableVersion("mrr", 1);
    static final TableVersion SECOND = new TableVersion("mrr", 2);

    @TempDir
    static Path directory;

    static TestWarehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = TestWarehouse.in(directory);
    }

    @AfterAll
    static void close() throws Exception {
        warehouse.close();
    }

    @Test
    void materializingSaysWhatThereIs() {
        var written = warehouse.materialize(
                TestWarehouse.namespace(), FIRST, "SELECT range AS n, random() AS x FROM range(200000)");

        assertThat(written.columns()).containsExactly(new Column("n", "BIGINT"), new Column("x", "DOUBLE"));
        assertThat(written.rows()).isEqualTo(200_000);
        assertThat(written.changed()).isEqualTo(200_000);
        assertThat(written.bytes()).isBetween(1_000_000L, 8_000_000L);
    }

    @Test
    void anEmptyResultIsATable() {
        var namespace = TestWarehouse.namespace();

        warehouse.materialize(namespace, FIRST, "SELECT 1 AS n WHERE false");

        assertThat(warehouse.value(namespace, "SELECT count(*) FROM mrr__v1")).isEqualTo(0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"odd\"name", "stripe.invoice", "Grüße", "x'; DROP TABLE y; --", "a__v1", "select"})
    void anyNameWillDo(String name) {
        var namespace = TestWarehouse.namespace();
        var version = new TableVersion(name, 3);

        warehouse.materialize(namespace, version, "SELECT 1 AS n");

        assertThat(warehouse.engine().versions(namespace)).containsExactly(version);
        assertThat(warehouse.value(namespace, "SELECT n FROM " + Sql.quoted(version)))
                .isEqualTo(1L);
    }

    @Test
    void aVersionIsNotWrittenOver() {
        var namespace = TestWarehouse.namespace();
        warehouse.materialize(namespace, FIRST, "SELECT 1 AS n");

        assertThatThrownBy(() -> warehouse.materialize(namespace, FIRST, "SELECT 2 AS n"))
                .isInstanceOf(VersionExists.class)
                .hasMessage("This version of table mrr exists already.");
        assertThat(warehouse.value(namespace, "SELECT n FROM mrr__v1")).isEqualTo(1L);
    }

    @Test
    void aFailedWriteLeavesNothing() {
        var namespace = TestWarehouse.namespace();
        warehouse.materialize(namespace, FIRST, "SELECT 1 AS n");

        assertThatThrownBy(
                        () -> warehouse.materialize(
                                namespace,
                                SECOND,
                                "SELECT CASE WHEN range = 900000 THEN CAST('x' || range AS INTEGER) END AS n FROM range(1000000)"))
                .isInstanceOf(QueryFailed.class);
        assertThatThrownBy(() -> warehouse
                        .engine()
                        .materialize(
                                namespace,
                                SECOND,
                                "SELECT a.range AS n FROM range(1000000) a, range(1000000) b",
                                Duration.ofMillis(300),
                                new Cancellation()))
                .isInstanceOf(TimedOut.class);

        assertThat(warehouse.engine().versions(namespace)).containsExactly(FIRST);
    }

    @Test
    void droppingTwiceIsFineAndAReaderThatComesLateIsTold() {
        var namespace = TestWarehouse.namespace();
        warehouse.materialize(namespace, FIRST, "SELECT 1 AS n");

        warehouse.engine().drop(namespace, FIRST);
        warehouse.engine().drop(namespace, FIRST);

        assertThat(warehouse.engine().versions(namespace)).isEmpty();
        assertThatThrownBy(() -> warehouse.query(namespace, "SELECT * FROM mrr__v1"))
                .isInstanceOf(TableMissing.class);
    }

    @Test
    void aQueryThatRunsKeepsTheVersionThatIsDropped() throws Exception {
        var namespace = TestWarehouse.namespace();
        warehouse.materialize(namespace, FIRST, "SELECT range AS n FROM range(500000)");
        var reading = new CountDownLatch(1);
        var dropped = new CountDownLatch(1);
        var seen = new AtomicLong();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var read = threads.submit(() -> warehouse
                    .engine()
                    .query(
                            namespace,
                            "SELECT n FROM mrr__v1",
                            new QueryLimits(Long.MAX_VALUE, Duration.ofSeconds(30)),
                            new Cancellation(),
                            row -> {
                                reading.countDown();
                                awaitUninterruptibly(dropped);
                                seen.incrementAndGet();
                            }));
            reading.await();
            warehouse.engine().drop(namespace, FIRST);
            dropped.countDown();
            read.get();
        }

        assertThat(seen).hasValue(500_000);
    }

    @Test
    void readersSeeTheOldVersionOrTheNewOneWhileVersionsComeAndGo() throws Exception {
        var namespace = TestWarehouse.namespace();
        var current = new AtomicLong(1);
        warehouse.materialize(namespace, FIRST, rows(1));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = java.util.stream.IntStream.range(0, 3)
                    .mapToObj(_ -> threads.submit(() -> {
                        long good = 0;
                        while (current.get() < 20) {
                            good += readsWhole(namespace, current.get()) ? 1 : 0;
                        }
                        return good;
                    }))
                    .toList();
            for (long number = 2; number <= 20; number++) {
                warehouse.materialize(namespace, new TableVersion("mrr", number), rows(number));
                current.set(number);
                warehouse.engine().drop(namespace, new TableVersion("mrr", number - 1));
            }
            for (var reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }

        assertThat(warehouse.engine().versions(namespace)).containsExactly(new TableVersion("mrr", 20));
    }

    @Test
    void reshapingCastsAddsAndDropsColumns() {
        var namespace = TestWarehouse.namespace();
        warehouse.materialize(namespace, FIRST, "SELECT 1::BIGINT AS id, 7::BIGINT AS amount, 'x' AS gone");

        warehouse
                .engine()
                .reshape(
                        namespace,
                        FIRST,
                        SECOND,
                        List.of(
                                new SourceColumn("id", Simple.INTEGER),
                                new SourceColumn("amount", new dev.hedgerow.engine.ColumnType.Decimal(18, 2)),
                                new SourceColumn("new", Simple.TEXT)),
                        new Cancellation());

        var result = warehouse.query(namespace, "SELECT * FROM mrr__v2");
        assertThat(result.columns()).extracting(Column::name).containsExactly("id", "amount", "new");
        assertThat(result.rows()).containsExactly(Arrays.asList(1L, new BigDecimal("7.00"), null));
    }

    @Test
    void theSpaceOfWhatFailedOrWasDroppedGoesBackToTheDisk() throws Exception {
        var namespace = TestWarehouse.namespace();
        var file = directory.resolve(namespace + ".duckdb");
        warehouse.materialize(namespace, FIRST, "SELECT 1 AS n");

        assertThatThrownBy(() -> warehouse
                        .engine()
                        .materialize(
                                namespace,
                                SECOND,
                                "SELECT md5(range::VARCHAR) AS a, md5((range + 1)::VARCHAR) AS b FROM range(100000000)",
                                Duration.ofSeconds(3),
                                new Cancellation()))
                .isInstanceOf(TimedOut.class);
        assertThat(Files.size(file)).isLessThan(2_000_000);
        var written = warehouse.materialize(namespace, SECOND, "SELECT md5(range::VARCHAR) AS a FROM range(500000)");
        assertThat(Files.size(file)).isGreaterThan(5_000_000);
        assertThat(written.bytes()).isGreaterThan(5_000_000);
        warehouse.engine().drop(namespace, SECOND);

        assertThat(Files.size(file)).isLessThan(2_000_000);
    }

    @Test
    void aDroppedNamespaceIsEmptyAndCanBeUsedAgain() {
        var namespace = TestWarehouse.namespace();
        warehouse.materialize(namespace, FIRST, "SELECT 1 AS n");

        warehouse.engine().dropNamespace(namespace);

        assertThat(warehouse.engine().versions(namespace)).isEmpty();
    }

    private static String rows(long number) {
        return "SELECT %d AS version FROM range(%d)".formatted(number, number * 10_000);
    }

    private static boolean readsWhole(dev.hedgerow.engine.Namespace namespace, long number) {
        try {
            var row = warehouse
                    .query(namespace, "SELECT count(*), min(version), max(version) FROM mrr__v" + number)
                    .rows()
                    .getFirst();
            assertThat(row).containsExactly(number * 10_000, number, number);
            return true;
        } catch (TableMissing e) {
            // It was dropped after we had looked up its number: the caller's cue to look it up again.
            return false;
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
