package dev.hedgerow.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.RowBatch;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.WarehouseException.QueryFailed;
import dev.hedgerow.engine.WarehouseException.TableMissing;
import dev.hedgerow.engine.Written;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowSourceTest {

    static final TableVersion TABLE = new TableVersion("charge", 1);
    static final List<SourceColumn> CHARGE =
            List.of(new SourceColumn("id", Simple.INTEGER), new SourceColumn("status", Simple.TEXT));

    static TestWarehouse warehouse;

    @BeforeAll
    static void open(@TempDir Path directory) {
        warehouse = TestWarehouse.in(directory);
    }

    @AfterAll
    static void close() throws Exception {
        warehouse.close();
    }

    @ParameterizedTest
    @MethodSource
    void valuesComeBackAsTheyWent(ColumnType type, List<Object> values) {
        var namespace = TestWarehouse.namespace();
        var rows = Stream.concat(values.stream(), Stream.of((@Nullable Object) null))
                .map(Collections::singletonList);

        warehouse
                .engine()
                .load(
                        namespace,
                        TABLE,
                        RowSource.of(List.of(new SourceColumn("value", type)), rows.iterator()),
                        new Cancellation());

        var read = warehouse.query(namespace, "SELECT value FROM charge__v1").rows();
        assertThat(read.subList(0, values.size()).stream().map(List::getFirst).toArray())
                .isEqualTo(values.toArray());
        assertThat(read.getLast().getFirst()).isNull();
    }

    static Stream<Arguments> valuesComeBackAsTheyWent() {
        return Stream.of(
                Arguments.of(Simple.BOOLEAN, List.of(true, false)),
                Arguments.of(Simple.INTEGER, List.of(0L, Long.MIN_VALUE, Long.MAX_VALUE)),
                Arguments.of(Simple.BIG_INTEGER, List.of(BigInteger.ONE.shiftLeft(120), BigInteger.TEN.negate())),
                Arguments.of(
                        Simple.DOUBLE,
                        List.of(
                                0.1,
                                -0.0,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                Double.MIN_VALUE)),
                Arguments.of(
                        new Decimal(38, 10),
                        List.of(
                                new BigDecimal("1234567890123456789012345678.0123456789"),
                                new BigDecimal("-0.0000000001"))),
                Arguments.of(new Decimal(18, 2), List.of(new BigDecimal("19.99"), new BigDecimal("-0.01"))),
                Arguments.of(new Decimal(4, 0), List.of(new BigDecimal("9999"))),
                Arguments.of(Simple.TEXT, List.of("", "Grüße 🦔", "a\0b", "'; DROP TABLE x --", "x".repeat(100_000))),
                Arguments.of(Simple.JSON, List.of("{\"a\": [1, null]}", "null")),
                Arguments.of(Simple.BYTES, List.of(new byte[] {}, new byte[] {0, 1, -1})),
                Arguments.of(Simple.UUID, List.of(UUID.fromString("6ccd780c-baba-1026-9564-5b8c656024db"))),
                Arguments.of(
                        Simple.DATE,
                        List.of(LocalDate.of(1, 1, 1), LocalDate.of(1969, 12, 31), LocalDate.of(9999, 12, 31))),
                Arguments.of(
                        Simple.TIMESTAMP,
                        List.of(
                                LocalDateTime.parse("2024-03-31T02:30:00.123456"),
                                LocalDateTime.parse("0001-01-01T00:00:00"))),
                Arguments.of(
                        Simple.INSTANT,
                        List.of(
                                Instant.parse("2024-03-31T02:30:00.123456Z"),
                                Instant.parse("1969-12-31T23:59:59.999999Z"))));
    }

    @Test
    void aHundredThousandRowsKeepTheirNullsAndTheirOrder() {
        var namespace = TestWarehouse.namespace();
        var rows = IntStream.range(0, 100_000)
                .mapToObj(i -> Arrays.<@Nullable Object>asList((long) i, i % 3 == 0 ? null : "row " + i));

        var written = load(namespace, rows.iterator());

        assertThat(written.rows()).isEqualTo(100_000);
        assertThat(warehouse
                        .query(
                                namespace,
                                "SELECT count(*) FROM charge__v1 WHERE id % 3 = 0 AND status IS NULL"
                                        + " OR id % 3 <> 0 AND status = 'row ' || id")
                        .rows()
                        .getFirst())
                .containsExactly(100_000L);
        assertThat(warehouse.query(namespace, "SELECT id FROM charge__v1", 3).rows())
                .containsExactly(List.of(0L), List.of(1L), List.of(2L));
    }

    @Test
    void aSourceWithoutRowsMakesAnEmptyTable() {
        var namespace = TestWarehouse.namespace();

        load(namespace, Collections.emptyIterator());

        assertThat(warehouse.value(namespace, "SELECT count(*) FROM charge__v1"))
                .isEqualTo(0L);
    }

    @Test
    void appendedRowsComeOnTopAndMissingColumnsAreNull() {
        var namespace = TestWarehouse.namespace();
        load(namespace, rows("1 new"));
        var ids = RowSource.of(CHARGE.subList(0, 1), List.of(List.of(2L)).iterator());

        var written = warehouse.engine().append(namespace, TABLE, ids, new Cancellation());

        assertThat(written.changed()).isEqualTo(1);
        assertThat(written.rows()).isEqualTo(2);
        assertThat(content(namespace)).containsExactly("[1, new]", "[2, null]");
    }

    @Test
    void mergedRowsReplaceThoseOfTheirKeyAndTheLastOneWins() {
        var namespace = TestWarehouse.namespace();
        load(namespace, rows("1 new", "2 new", "3 new"));

        var written = merge(namespace, "2 paid", "4 new", "2 refunded", "4 paid");

        assertThat(written.changed()).isEqualTo(2);
        assertThat(written.rows()).isEqualTo(4);
        assertThat(content(namespace)).containsExactly("[1, new]", "[2, refunded]", "[3, new]", "[4, paid]");
    }

    @Test
    void mergingTwiceIsMergingOnce() {
        var namespace = TestWarehouse.namespace();
        load(namespace, rows("1 new"));

        merge(namespace, "1 paid", "2 new");
        merge(namespace, "1 paid", "2 new");

        assertThat(content(namespace)).containsExactly("[1, paid]", "[2, new]");
    }

    @Test
    void aNullInTheKeyIsAValueLikeOthers() {
        var namespace = TestWarehouse.namespace();
        load(namespace, rows("1 new"));
        var nobody = RowSource.of(
                CHARGE, List.of(Arrays.<@Nullable Object>asList(null, "x")).iterator());
        var nobodyAgain = RowSource.of(
                CHARGE, List.of(Arrays.<@Nullable Object>asList(null, "y")).iterator());

        warehouse.engine().merge(namespace, TABLE, List.of("id"), nobody, new Cancellation());
        warehouse.engine().merge(namespace, TABLE, List.of("id"), nobodyAgain, new Cancellation());

        assertThat(content(namespace)).containsExactly("[1, new]", "[null, y]");
    }

    @Test
    void whatTheSourceThrowsReachesTheWriterAndNothingIsWritten() {
        var namespace = TestWarehouse.namespace();
        load(namespace, rows("1 new"));
        var broken = new IllegalStateException("connection reset");
        var source = new RowSource() {
            int batches;

            @Override
            public List<SourceColumn> columns() {
                return CHARGE;
            }

            @Override
            public int fill(RowBatch batch) {
                if (++batches == 3) {
                    throw broken;
                }
                for (int row = 0; row < batch.capacity(); row++) {
                    batch.setLong(row, 0, row);
                    batch.setText(row, 1, "x");
                }
                return batch.capacity();
            }
        };

        assertThatThrownBy(() -> warehouse.engine().append(namespace, TABLE, source, new Cancellation()))
                .isSameAs(broken);
        source.batches = 0;
        assertThatThrownBy(() -> warehouse.engine().merge(namespace, TABLE, List.of("id"), source, new Cancellation()))
                .isSameAs(broken);
        source.batches = 0;
        assertThatThrownBy(() ->
                        warehouse.engine().load(namespace, new TableVersion("charge", 2), source, new Cancellation()))
                .isSameAs(broken);

        assertThat(content(namespace)).containsExactly("[1, new]");
        assertThat(warehouse.engine().versions(namespace)).containsExactly(TABLE);
    }

    @ParameterizedTest
    @MethodSource
    void aValueThatDoesNotFitIsRefused(ColumnType type, Object value, String message) {
        var source = RowSource.of(
                List.of(new SourceColumn("amount", type)),
                List.of(List.of(value)).iterator());

        assertThatThrownBy(() -> warehouse.engine().load(TestWarehouse.namespace(), TABLE, source, new Cancellation()))
                .isInstanceOf(QueryFailed.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> aValueThatDoesNotFitIsRefused() {
        return Stream.of(
                Arguments.of(
                        new Decimal(4, 2),
                        new BigDecimal("100"),
                        "100 does not fit the type DECIMAL(4,2) of column amount"),
                Arguments.of(new Decimal(4, 2), new BigDecimal("0.001"), "0.001 does not fit"),
                Arguments.of(Simple.JSON, "{", "Malformed JSON"),
                Arguments.of(Simple.UUID, "x", "Could not convert string 'x' to"));
    }

    @Test
    void writingToAVersionThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> merge(TestWarehouse.namespace(), "1 new")).isInstanceOf(TableMissing.class);
    }

    private static Written load(Namespace namespace, Iterator<? extends List<? extends @Nullable Object>> rows) {
        return warehouse.engine().load(namespace, TABLE, source(rows), new Cancellation());
    }

    private static Written merge(Namespace namespace, String... rows) {
        return warehouse.engine().merge(namespace, TABLE, List.of("id"), source(rows(rows)), new Cancellation());
    }

    private static RowSource source(Iterator<? extends List<? extends @Nullable Object>> rows) {
        return RowSource.of(CHARGE, rows);
    }

    private static Iterator<List<@Nullable Object>> rows(String... rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.<@Nullable Object>asList(
                        Long.valueOf(row.substring(0, row.indexOf(' '))), row.substring(row.indexOf(' ') + 1)))
                .iterator();
    }

    private static List<String> content(Namespace namespace) {
        return warehouse.query(namespace, "SELECT * FROM charge__v1 ORDER BY id").rows().stream()
                .map(Object::toString)
                .toList();
    }
}
