package dev.hedgerow.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.GuestTable;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.RowBatch;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches come back from DuckDB, whatever happened to what read them. */
class ArrowStreamTest {

    static final TableVersion TABLE = new TableVersion("wide", 1);
    static final int ROWS = 150_000;

    static TestWarehouse warehouse;

    final Namespace namespace = TestWarehouse.namespace();

    @BeforeAll
    static void open(@TempDir Path directory) {
        warehouse = TestWarehouse.in(directory);
    }

    @AfterAll
    static void close() throws Exception {
        warehouse.close();
    }

    @AfterEach
    void nothingIsLeftWithDuckDb() {
        assertThat(ArrowCallbacks.held()).isZero();
    }

    @Test
    void everyKindOfValueKeepsItsPlaceThroughBatchesThatAreWrittenAgain() {
        warehouse.engine().load(namespace, TABLE, new Numbered(Integer.MAX_VALUE), new Cancellation());

        assertThat(warehouse.query(namespace, """
                                SELECT count(*) FROM wide__v1
                                 WHERE CASE WHEN id % 7 = 0 THEN coalesce(flag::text, text, day::text, moment::text, amount::text, x::text) IS NULL
                                            ELSE flag = (id % 2 = 0) AND text = repeat('é', (id % 40)::int) || id
                                             AND day = DATE '1970-01-01' + id::int AND moment = make_timestamp(id * 1000)
                                             AND amount = -id * 0.01 AND x = id / 3.0::double END
                                """).rows().getFirst()).containsExactly((long) ROWS);
    }

    @Test
    void aSourceThatFailsLeavesNothingAndIsAskedNoMore() {
        var source = new Numbered(100_000);

        assertThatThrownBy(() -> warehouse.engine().load(namespace, TABLE, source, new Cancellation()))
                .hasMessage("broken");
        assertThat(source.isAskedAfterFailure).isFalse();
    }

    @Test
    void aQueryThatHasEnoughLeavesNothing() {
        var guest = new GuestTable("guest", new Numbered(Integer.MAX_VALUE), true);

        var read = warehouse
                .engine()
                .query(
                        namespace,
                        "SELECT id FROM guest LIMIT 3",
                        List.of(guest),
                        new QueryLimits(10, Duration.ofSeconds(30)),
                        new Cancellation(),
                        _ -> {});

        assertThat(read.rows()).isEqualTo(3);
    }

    @Test
    void aSourceThatNobodyReadsLeavesNothing() {
        var guest = new GuestTable("guest", new Numbered(Integer.MAX_VALUE), true);

        warehouse
                .engine()
                .query(
                        namespace,
                        "SELECT 1",
                        List.of(guest),
                        new QueryLimits(10, Duration.ofSeconds(30)),
                        new Cancellation(),
                        _ -> {});
    }

    /** Every seventh row is null but for its number. */
    private static final class Numbered implements RowSource {

        private final int broken;
        private int next;
        private boolean isBroken;
        private boolean isAskedAfterFailure;

        Numbered(int broken) {
            this.broken = broken;
        }

        @Override
        public List<SourceColumn> columns() {
            return List.of(
                    new SourceColumn("id", Simple.INTEGER),
                    new SourceColumn("flag", Simple.BOOLEAN),
                    new SourceColumn("text", Simple.TEXT),
                    new SourceColumn("day", Simple.DATE),
                    new SourceColumn("moment", Simple.TIMESTAMP),
                    new SourceColumn("amount", new Decimal(18, 2)),
                    new SourceColumn("x", Simple.DOUBLE));
        }

        @Override
        public int fill(RowBatch batch) {
            isAskedAfterFailure |= isBroken;
            int row = 0;
            while (row < batch.capacity() && next < ROWS) {
                if (next == broken) {
                    isBroken = true;
                    throw new IllegalStateException("broken");
                }
                write(batch, row++, next++);
            }
            return row;
        }

        private static void write(RowBatch batch, int row, int id) {
            batch.setLong(row, 0, id);
            if (id % 7 == 0) {
                for (int column = 1; column < 7; column++) {
                    batch.setNull(row, column);
                }
                return;
            }
            var text = ("é".repeat(id % 40) + id).getBytes(StandardCharsets.UTF_8);
            batch.setBoolean(row, 1, id % 2 == 0);
            batch.setUtf8(row, 2, text);
            batch.setDate(row, 3, id);
            batch.setTimestamp(row, 4, id * 1000L);
            batch.setDecimal(row, 5, -id);
            batch.setDouble(row, 6, id / 3.0);
        }
    }
}
