package dev.hedgerow.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.engine.Column;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.engine.WarehouseException.QueryFailed;
import dev.hedgerow.engine.WarehouseException.QueryRefused;
import dev.hedgerow.engine.WarehouseException.TableMissing;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueryTest {

    static final Namespace NAMESPACE = TestWarehouse.namespace();
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
    void valuesComeOutAsPlainJavaOfTheirType(String expression, Object expected) {
        assertThat(warehouse.value(NAMESPACE, "SELECT " + expression)).isEqualTo(expected);
    }

    static Stream<Arguments> valuesComeOutAsPlainJavaOfTheirType() {
        return Stream.of(
                Arguments.of("true", true),
                Arguments.of("1::TINYINT", 1L),
                Arguments.of("9223372036854775807", Long.MAX_VALUE),
                Arguments.of("18446744073709551615::UBIGINT", new BigInteger("18446744073709551615")),
                Arguments.of(
                        "170141183460469231731687303715884105727::HUGEINT",
                        BigInteger.TWO.pow(127).subtract(BigInteger.ONE)),
                Arguments.of("0.1::FLOAT", 0.1),
                Arguments.of("'nan'::DOUBLE", Double.NaN),
                Arguments.of("'-inf'::DOUBLE", Double.NEGATIVE_INFINITY),
                Arguments.of("1.50::DECIMAL(18,2)", new BigDecimal("1.50")),
                Arguments.of(
                        "12345678901234567890.0123456789::DECIMAL(38,10)",
                        new BigDecimal("12345678901234567890.0123456789")),
                Arguments.of("'Grüße 🦔'", "Grüße 🦔"),
                Arguments.of("DATE '2024-02-29'", LocalDate.of(2024, 2, 29)),
                Arguments.of("TIME '10:00:00.5'", LocalTime.of(10, 0, 0, 500_000_000)),
                Arguments.of(
                        "TIMESTAMP '2024-03-31 02:30:00.123456'", LocalDateTime.parse("2024-03-31T02:30:00.123456")),
                Arguments.of("TIMESTAMPTZ '2024-03-31 02:30:00+02'", Instant.parse("2024-03-31T00:30:00Z")),
                Arguments.of("TIMESTAMPTZ '2024-03-31 02:30:00'", Instant.parse("2024-03-31T02:30:00Z")),
                Arguments.of("INTERVAL 1 MONTH", "1 month"),
                Arguments.of("'{\"a\": 1}'::JSON", "{\"a\": 1}"),
                Arguments.of("'x'::ENUM('x', 'y')", "x"),
                Arguments.of(
                        "UUID '6ccd780c-baba-1026-9564-5b8c656024db'",
                        UUID.fromString("6ccd780c-baba-1026-9564-5b8c656024db")),
                Arguments.of("'\\x00\\xFF'::BLOB", new byte[] {0, -1}),
                Arguments.of("[1, NULL, 3]", Arrays.asList(1L, null, 3L)),
                Arguments.of("[[1], []]", List.of(List.of(1L), List.of())),
                Arguments.of("[1, 2]::INTEGER[2]", List.of(1L, 2L)),
                Arguments.of(
                        "{'b': 1, 'a': [DATE '2024-01-01']}", Map.of("b", 1L, "a", List.of(LocalDate.of(2024, 1, 1)))),
                Arguments.of("MAP {'z': 1, 'a': 2}", Map.of("z", 1L, "a", 2L)),
                Arguments.of("NULL", "null"));
    }

    @Test
    void structsAndMapsKeepTheirOrder() {
        var row = warehouse
                .query(NAMESPACE, "SELECT {'z': 1, 'a': 2}, MAP {'y': 1, 'b': 2}")
                .rows()
                .getFirst();

        assertThat(row).hasToString("[{z=1, a=2}, {y=1, b=2}]");
    }

    @Test
    void columnsHaveTheNamesOfTheQueryEvenTwice() {
        var result = warehouse.query(NAMESPACE, "SELECT 1::BIGINT AS a, 'x' AS a, 2.5::DECIMAL(9,3) AS \"B c\"");

        assertThat(result.columns())
                .containsExactly(
                        new Column("a", "BIGINT"), new Column("a", "VARCHAR"), new Column("B c", "DECIMAL(9,3)"));
        assertThat(result.rows()).containsExactly(List.of(1L, "x", new BigDecimal("2.500")));
    }

    @Test
    void rowsPastTheLimitAreOnlyAnnounced() {
        var cut = warehouse.query(NAMESPACE, "SELECT range AS n FROM range(5) ORDER BY n DESC", 3);
        var whole = warehouse.query(NAMESPACE, "SELECT range AS n FROM range(5) -- all", 5);

        assertThat(cut.rows()).containsExactly(List.of(4L), List.of(3L), List.of(2L));
        assertThat(cut.hasMore()).isTrue();
        assertThat(whole.rows()).hasSize(5);
        assertThat(whole.hasMore()).isFalse();
    }

    @Test
    void describingDoesNotRun() {
        var columns =
                warehouse.engine().describe(NAMESPACE, "SELECT 1 // 0 AS n, ['x'] AS list FROM range(1000000000000)");

        assertThat(columns).extracting(Column::name).containsExactly("n", "list");
        assertThat(columns).extracting(Column::type).last().isEqualTo("VARCHAR[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT CAST('x' AS INTEGER)                  | Could not convert string 'x' to INT32
            SELECT 1 +                                   | syntax error at or near "+"
            SELECT nofn(1)                               | Scalar Function with name nofn does not exist!
            SELECT a FROM (SELECT 1 AS b)                | Referenced column "a" not found in FROM clause! Candidate bindings: "b"
            SELECT error('/var/lib/hedgerow/secret.db')  | a file
            """)
    void aMistakeInTheQueryIsToldWithoutItsText(String select, String message) {
        assertThatThrownBy(() -> warehouse.query(NAMESPACE, select))
                .isInstanceOf(QueryFailed.class)
                .extracting(e -> String.valueOf(e.getMessage()).replaceAll("\\s+", " "))
                .isEqualTo(message);
    }

    @Test
    void aMissingTableIsNamedAsPeopleKnowIt() {
        assertThatThrownBy(() -> warehouse.query(NAMESPACE, "SELECT * FROM \"stripe.invoice__v7\""))
                .isInstanceOf(TableMissing.class)
                .hasMessage("Table stripe.invoice does not exist.");
    }

    @Test
    void deepNestingGivesAnAnswerOrAnErrorAndNoCrash() {
        var deep = "SELECT " + "(".repeat(10_000) + "1" + ")".repeat(10_000);
        var sum = "SELECT 1" + " + 1".repeat(5_000);

        for (var select : List.of(deep, sum)) {
            assertThatThrownBy(() -> warehouse.query(NAMESPACE, select)).isInstanceOf(WarehouseException.class);
        }

        assertThat(warehouse.value(NAMESPACE, "SELECT 1" + " + 1".repeat(300))).isEqualTo(301L);
    }

    @Test
    void aLongInListIsFine() {
        var list = String.join(
                ", ",
                java.util.stream.IntStream.range(0, 10_000)
                        .mapToObj(Integer::toString)
                        .toList());

        assertThat(warehouse.value(NAMESPACE, "SELECT count(*) FROM range(20000) WHERE range IN (" + list + ")"))
                .isEqualTo(10_000L);
    }

    @Test
    void aQueryIsOneSelect() {
        assertThatThrownBy(() -> warehouse.query(NAMESPACE, "SELECT 1; SELECT 2"))
                .isInstanceOf(QueryRefused.class)
                .hasMessage("A query is one SELECT statement.");
    }
}
