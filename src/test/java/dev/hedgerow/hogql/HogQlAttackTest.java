package dev.hedgerow.hogql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.DriverManager;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HogQlAttackTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    @Timeout(30)
    void aBombIsRefusedOrCompiled(String name, String hogql) {
        var outcome = catchThrowable(() -> compile(hogql));

        assertThat(outcome).as(name).matches(e -> e == null || e instanceof HogQlException);
    }

    /** The engine wrote such tables out under a LIMIT, and took all the memory there was for the plan. */
    @Test
    @Timeout(30)
    void aChainOfTablesThatAreReadTwiceIsPlanned() throws Exception {
        var chain = IntStream.rangeClosed(1, 30)
                .mapToObj(i -> "v%d as (select l.a as a from v%d l join v%d r on l.a = r.a)".formatted(i, i - 1, i - 1))
                .collect(Collectors.joining(", ", "with v0 as (select 1 as a), ", " select a from v30 limit 10"));
        var sql = HogQl.forDuckDb()
                .compile(chain, new FixedSchema(), Options.NONE)
                .sql();

        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var rows = connection.createStatement().executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
        }
    }

    static Stream<Arguments> bombs() {
        var doubled = IntStream.range(1, 60)
                .mapToObj(i -> "a%d = a%d as a%d".formatted(i - 1, i - 1, i))
                .toList();
        return Stream.of(
                Arguments.of("parentheses", "select " + "(".repeat(100_000) + "1" + ")".repeat(100_000)),
                Arguments.of("open parentheses", "select " + "(".repeat(200)),
                Arguments.of("brackets", "select " + "[".repeat(5_000) + "]".repeat(5_000)),
                Arguments.of("calls", "select " + "if(1, 1, ".repeat(240) + "1" + ")".repeat(240)),
                Arguments.of("subqueries", "select * from " + "(select * from ".repeat(240) + "t" + ")".repeat(240)),
                Arguments.of("nested queries", "(".repeat(240) + "select 1" + ")".repeat(240)),
                Arguments.of("negations", "select " + "not ".repeat(50_000) + "1"),
                Arguments.of("signs", "select " + "- ".repeat(50_000) + "id from t"),
                Arguments.of("mixed prefixes", "select " + "not id = ".repeat(20_000) + "1 from t"),
                Arguments.of("conditionals", "select " + "1 ? 2 : ".repeat(20_000) + "3"),
                Arguments.of("arrows", "select " + "x -> ".repeat(20_000) + "3"),
                Arguments.of("fallbacks", "select " + "id ?? ".repeat(20_000) + "3 from t"),
                Arguments.of("cases", "select " + "case when 1 then ".repeat(5_000) + "1" + " end".repeat(5_000)),
                Arguments.of("a long sum", "select " + "id + ".repeat(20_000) + "1 from t"),
                Arguments.of("members", "select properties" + ".a".repeat(20_000) + " from events"),
                Arguments.of("casts", "select 1" + "::Int64".repeat(20_000)),
                Arguments.of("doubling aliases", "select x = x as a0, " + String.join(", ", doubled) + " from t"),
                Arguments.of("unions", "select 1" + " union all select 1".repeat(5_000)),
                Arguments.of("joins", "select 1 from t" + " cross join t".repeat(2_000)),
                Arguments.of("a megabyte", "select '" + "x".repeat((1 << 20) - 20) + "'"),
                Arguments.of("more than a megabyte", "select '" + "x".repeat(1 << 20) + "'"),
                Arguments.of("a megabyte of tokens", "select 1" + ",1".repeat(500_000)),
                Arguments.of("quotes", "select " + "'".repeat(99_999)),
                Arguments.of("comments", "select " + "/*".repeat(50_000)),
                Arguments.of("placeholders", "select " + "{".repeat(1_000) + "}".repeat(1_000)),
                Arguments.of("templates", "select " + "f'{".repeat(1_000) + "1" + "}'".repeat(1_000)),
                Arguments.of("types", "select 1::" + "Array(".repeat(200) + "Int64" + ")".repeat(200)));
    }

    @Test
    void thousandsOfConditionsAreOrdinary() {
        var conditions = IntStream.range(0, 5_000).mapToObj(i -> "id = " + i).toList();

        var sql = compile("select id from t where " + String.join(" or ", conditions))
                .sql();

        assertThat(sql).contains("= 4999");
    }

    @Test
    @Timeout(20)
    void tenThousandValuesAreAList() {
        var values =
                IntStream.range(0, 10_000).mapToObj(i -> "'%032d'".formatted(i)).toList();

        var sql = compile("select id from t where s in (" + String.join(", ", values) + ")")
                .sql();

        assertThat(sql).contains("'00000000000000000000000000009999'");
    }

    @Test
    void viewsThatReadEachOtherTwiceAreOpenedOnce() {
        var schema = new FixedSchema().view("v0", "select 1 as n");
        for (var i = 1; i < 60; i++) {
            schema.view("v" + i, "select a.n from v%1$d a cross join v%1$d b".formatted(i - 1));
        }

        var compiled = HogQl.forDuckDb().compile("select * from v59", schema, Options.NONE);

        assertThat(compiled.sql()).hasSizeLessThan(100_000);
    }

    private static Compiled compile(String hogql) {
        var started = System.nanoTime();
        var compiled = HogQl.forDuckDb().compile(hogql, Warehouse.SCHEMA, Options.NONE);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(PATIENCE);
        return compiled;
    }
}
