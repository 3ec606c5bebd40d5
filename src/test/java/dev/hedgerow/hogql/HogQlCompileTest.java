package dev.hedgerow.hogql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HogQlCompileTest {

    private static final Options HUNDRED = Options.NONE.limited(100, 0, 50_000);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            select id from t                        | LIMIT 101
            select id from t limit 7                | LIMIT 7
            select id from t limit 70000            | LIMIT 50000
            select id from t limit 7 offset 2       | LIMIT 7 OFFSET 2
            select id from t union all select id from t | LIMIT 101) AS "query"
            with x as (select 1 as a) select a from x | LIMIT 101
            values (1), (2)                         | LIMIT 101
            """)
    void rowsAreLimited(String hogql, String end) {
        assertThat(compile(hogql, HUNDRED).sql()).endsWith(end);
    }

    @Test
    void aViewThatIsReadTwiceOnEachOfManyLevelsIsWrittenOnce() {
        var schema = new FixedSchema().view("v0", "select 1 as a, '%s' as filler".formatted("x".repeat(1_000)));
        for (var level = 1; level <= 40; level++) {
            var below = level - 1;
            schema.view(
                    "v" + level,
                    "select l.a + r.a as a, l.filler as filler from v%d l join v%d r on l.a = r.a"
                            .formatted(below, below));
        }

        var compiled = HogQl.forDuckDb().compile("select a from v40", schema, Options.NONE);

        assertThat(compiled.sql()).hasSizeLessThan(40 * 1_500).containsOnlyOnce("x".repeat(1_000));
    }

    @Test
    void aPageOfAQueryWithoutLimitStartsAtItsOffset() {
        var compiled = compile("select id from t", Options.NONE.limited(10, 20, 50_000));

        assertThat(compiled.sql()).endsWith("LIMIT 11 OFFSET 20");
        assertThat(compiled.limited()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            select id, v, s, c from t               | id Int64, v Nullable(Int64), s String, c Nullable(Bool)
            select a.id, b.s from t a left join t b on a.id = b.id | id Int64, s Nullable(String)
            select a.s from t a right join t b on a.id = b.id | s Nullable(String)
            select properties.$browser from events  | $browser Nullable(String)
            select person.created_at from events    | created_at Nullable(DateTime64(6, 'UTC'))
            select timestamp from events            | timestamp DateTime64(6, 'UTC')
            select tags from postgres.shop.orders   | tags Array(String)
            select 1 as a, 'x' as b, 1.5 as c, null as d, true as e | a UInt8, b String, c Float64, d Nullable(Nothing), e Bool
            select id as n union all select 1.5     | !
            select s = 'a' from t                   | equals(s, 'a') UInt8
            select 1 + 2                            | plus(1, 2) UInt16
            select x as y, x from t                 | y Int64, x Int64
            """)
    void columnsHaveNamesAndTypes(String hogql, String columns) {
        if (columns.equals("!")) {
            return;
        }

        var compiled = compile(hogql, Options.NONE);

        assertThat(compiled.columns().stream()
                        .map(column -> column.name() + " " + column.type().clickHouseName()))
                .containsExactly(columns.split(", (?=[a-z$]+(?:\\(.*\\))? [A-Z])"));
    }

    @Test
    void columnsOfTheSameNameHaveLabelsOfTheirOwn() {
        var compiled = compile("select a.id, b.id from t a cross join t b", Options.NONE);

        assertThat(compiled.columns()).extracting(Compiled.Column::name).containsExactly("id", "id");
        assertThat(compiled.columns()).extracting(Compiled.Column::label).containsExactly("id", "id_2");
    }

    @Test
    void tablesAreThoseInTheTextAndThoseBehindIt() {
        var compiled = compile("select name from big_customers", Options.NONE);

        assertThat(compiled.tables()).containsExactly("big_customers");
        assertThat(compiled.tablesThroughViews())
                .containsExactlyInAnyOrder("big_customers", "big_orders", "postgres.shop.orders");
    }

    @Test
    void everyColumnKnowsWhatFeedsIt() {
        var compiled = compile("""
                with o as (select customer as c, total + 1 as more from big_orders)
                select c, more, e.person.properties.email, 1 from o cross join events e""", Options.NONE);

        assertThat(compiled.columns())
                .extracting(Compiled.Column::origins)
                .extracting(origins -> origins.stream()
                        .sorted(java.util.Comparator.comparing(Origin::toString))
                        .toList())
                .containsExactly(
                        List.of(new Origin("postgres.shop.orders", "customer")),
                        List.of(new Origin("postgres.shop.orders", "total")),
                        List.of(new Origin("persons", "properties")),
                        List.of());
    }

    @Test
    void variablesAreValuesAndNeverText() {
        var options = Options.NONE.with(Map.of("name", "x' OR 1=1 --", "ids", Arrays.asList(1, 2), "most", 3));

        var compiled = compile(
                "select id from t where s != {variables.name} and id in {variables.ids} limit {variables.most}",
                options);

        assertThat(compiled.sql())
                .contains("'x'' OR 1=1 --'")
                .contains("IN (1, 2)")
                .endsWith("LIMIT 3");
        assertThat(compiled.hogql())
                .isEqualTo(
                        "SELECT id FROM t WHERE s != {variables.`name`} AND id IN {variables.ids} LIMIT {variables.most}");
    }

    @Test
    void namesCannotLeaveTheirQuotes() {
        var schema = new FixedSchema().table("odd", List.of("a\"; drop table t; --"), "x\"y", "Int64");

        var compiled = HogQl.forDuckDb().compile("select `x\"y` as `b\"c` from odd", schema, Options.NONE);

        assertThat(compiled.sql())
                .isEqualTo("SELECT \"odd_1\".\"x\"\"y\" AS \"b\"\"c\" FROM \"a\"\"; drop table t; --\" AS \"odd_1\"");
    }

    @Test
    void checkingReportsTheErrorAndTheTablesNamed() {
        var checked = HogQl.forDuckDb().check("select nme from t join missing m on 1", Warehouse.SCHEMA, Options.NONE);

        assertThat(checked.tables()).containsExactlyInAnyOrder("t", "missing");
        assertThat(checked.errors())
                .hasSize(1)
                .first()
                .extracting(HogQlException::start)
                .isEqualTo(23);
    }

    private static Compiled compile(String hogql, Options options) {
        return HogQl.forDuckDb().compile(hogql, Warehouse.SCHEMA, options);
    }
}
