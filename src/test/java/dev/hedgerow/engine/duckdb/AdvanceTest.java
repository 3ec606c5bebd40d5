package dev.hedgerow.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Increment;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.Progress;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.WarehouseException.QueryFailed;
import dev.hedgerow.engine.WarehouseException.QueryRefused;
import dev.hedgerow.engine.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A version out of an older one and what is new. */
class AdvanceTest {

    static final TableVersion FIRST = new TableVersion("t", 1);
    static final TableVersion SECOND = new TableVersion("t", 2);

    @TempDir
    static Path directory;

    static TestWarehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = TestWarehouse.in(directory);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    /** Of the rows 1 to 4, all are called new by the SELECT, and the table ends at 3. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            n                                                           | PT0S   | old, old, new, new
            CAST(n AS DOUBLE)                                           | PT0S   | old, old, new, new
            CAST(n AS DECIMAL(18,3))                                    | PT0S   | old, old, new, new
            CAST('2026-01-01' AS DATE) + CAST(n AS INTEGER)             | PT0S   | old, old, new, new
            CAST('2026-01-01' AS DATE) + CAST(n AS INTEGER)             | PT24H  | old, new, new, new
            CAST('2026-01-01' AS DATE) + CAST(n AS INTEGER)             | PT1H   | old, old, new, new
            make_timestamp(1767225600000000 + n * 1000001)              | PT0S   | old, old, new, new
            make_timestamp(1767225600000000 + n * 1000000)              | PT1S   | old, new, new, new
            make_timestamptz(1767225600000000 + n * 1000001)            | PT0S   | old, old, new, new
            make_timestamptz(1767225600000000 + n * 1000000)            | PT2S   | new, new, new, new
            """)
    void whatIsNewBeginsAtTheEndOfWhatThereIs(String order, Duration lookback, String texts) {
        var namespace = TestWarehouse.namespace();
        warehouse.materialize(namespace, FIRST, rows(order, "old", 3));

        var written = advance(namespace, rows(order, "new", 4), lookback);

        assertThat(texts(namespace, SECOND)).isEqualTo(texts);
        assertThat(texts(namespace, FIRST)).isEqualTo("old, old, old");
        assertThat(written.rows()).isEqualTo(4);
        assertThat(written.changed()).isEqualTo(texts.split("new", -1).length - 1);
    }

    @Test
    void anEmptyTableTakesAll() {
        var namespace = TestWarehouse.namespace();
        warehouse.materialize(namespace, FIRST, rows("n", "old", 0));

        advance(namespace, rows("n", "new", 2), Duration.ofHours(0));

        assertThat(texts(namespace, SECOND)).isEqualTo("new, new");
    }

    @Test
    @Tag("pain-10")
    void rowsWithoutAValueAreAlwaysNew() {
        var namespace = TestWarehouse.namespace();
        warehouse.materialize(namespace, FIRST, rows("nullif(n, 1)", "old", 3));

        advance(namespace, rows("nullif(n, 1)", "new", 3), Duration.ZERO);

        assertThat(texts(namespace, SECOND)).isEqualTo("new, old, new");
    }

    @Test
    @Tag("pain-9")
    void aRowThatMovedIsThereOnce() {
        var namespace = TestWarehouse.namespace();
        warehouse.materialize(namespace, FIRST, rows("n", "old", 3));

        advance(namespace, "SELECT n, n + 10 AS at, 'new' AS text FROM range(1, 3) AS r(n)", Duration.ZERO);

        assertThat(texts(namespace, SECOND)).isEqualTo("new, new");
    }

    @Test
    @Tag("pain-10")
    void whatIsGoneSinceIsGone() {
        var namespace = TestWarehouse.namespace();
        warehouse.materialize(namespace, FIRST, rows("n", "old", 3));

        advance(namespace, rows("n", "new", 2), Duration.ZERO);

        assertThat(texts(namespace, SECOND)).isEqualTo("old, old");
    }

    @Test
    void whenItFailsNothingIsLeft() {
        var namespace = TestWarehouse.namespace();
        warehouse.materialize(namespace, FIRST, rows("n", "old", 3));

        assertThatThrownBy(() -> advance(
                        namespace,
                        "SELECT n, n AS at, CAST(CAST('x' || n AS INTEGER) AS VARCHAR) AS text FROM range(1, 9) AS r(n)",
                        Duration.ZERO))
                .isInstanceOf(QueryFailed.class);
        assertThatThrownBy(() -> advance(namespace, "SELECT * FROM duckdb_tables()", Duration.ZERO))
                .isInstanceOf(QueryRefused.class);

        assertThat(warehouse.engine().versions(namespace)).containsExactly(FIRST);
    }

    private static String rows(String order, String text, int count) {
        return "SELECT n, %s AS at, '%s' AS text FROM range(1, %d) AS r(n)".formatted(order, text, count + 1);
    }

    private static Written advance(Namespace namespace, String select, Duration lookback) {
        var increment = new Increment(select, "at", List.of("n"), lookback);
        return warehouse
                .engine()
                .advance(
                        namespace,
                        FIRST,
                        SECOND,
                        increment,
                        Duration.ofSeconds(30),
                        new Cancellation(),
                        new Progress());
    }

    private static String texts(Namespace namespace, TableVersion version) {
        return String.valueOf(warehouse.value(
                namespace, "SELECT string_agg(text, ', ' ORDER BY n) FROM \"%s\"".formatted(version.physicalName())));
    }
}
