package dev.hedgerow.hogql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is fetched of tables that are elsewhere: no row or column less than the query needs. */
class ScansTest {

    static final Schema SHOP = new FixedSchema()
            .table(
                    "orders",
                    "id",
                    "Nullable(Int64)",
                    "status",
                    "Nullable(String)",
                    "total",
                    "Nullable(Decimal(12, 2))",
                    "at",
                    "Nullable(DateTime64(6, 'UTC'))")
            .table("people", "id", "Nullable(Int64)", "name", "Nullable(String)");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select id from orders                                              | orders(id) once
            select count() from orders                                         | orders() once
            select * from orders                                               | orders(at, id, status, total) once
            select status from orders where id = 5                             | orders(id, status) once id EQUAL 5
            select id from orders where 5 < id and status in ('a', 'b')        | orders(id, status) once id GREATER 5, status ONE_OF a b
            select id from orders where at >= '2026-01-01' and total > 1.5     | orders(at, id, total) once at AT_LEAST 2026-01-01
            select id from orders where id = 1 or id = 2                       | orders(id) once
            select id from orders where not (id = 1)                           | orders(id) once
            select id from orders where id != 1 and id + 1 = 3                 | orders(id) once
            select id from orders where id = null                              | orders(id) once
            select id from orders group by id having id = 1                    | orders(id) once
            select id from (select id, at from orders) where id = 3            | orders(at, id) once
            select id from orders limit 3                                      | orders(id) once
            select o.id from orders o join people p on p.id = o.id where p.id = 3 and o.status = 'x' | orders(id, status) status EQUAL x; people(id) id EQUAL 3
            select o.id from orders o left join people p on p.id = o.id where p.id = 3 | orders(id); people(id) id EQUAL 3
            select o.id from orders o asof join people p on p.name = o.status and p.id <= o.id where p.id = 3 and o.id = 4 | orders(id, status) id EQUAL 4; people(id, name)
            select o.id from orders o any left join people p on p.id = o.id where p.name = 'x' | orders(id); people(id, name)
            select o.id from orders o positional join people p where o.id = 4  | orders(id); people()
            select a.id from orders a join orders b on a.id = b.id where a.id = 1 and b.status = 'x' | orders(id, status)
            select id from orders where id = 1 union all select id from orders | orders(id)
            with o as (select * from orders where id = 1) select id from o     | orders(at, id, status, total) id EQUAL 1
            select id from orders where id in (select id from people where id = 2) | orders(id); people(id) id EQUAL 2
            select row_number() over (partition by status order by at) from orders | orders(at, status) once
            select 1                                                           | ``
            """)
    void aScanHasTheColumnsAndConditionsOfItsTable(String hogql, String expected) {
        assertThat(scans(hogql)).isEqualTo(expected);
    }

    @Test
    void whatDoesNotDependOnRowsIsComputedBeforehand() {
        var constant = fetching("select id from orders where at > now() - interval 7 day")
                .scans()
                .getFirst()
                .conditions()
                .getFirst()
                .constants()
                .getFirst();

        assertThat(constant.computed()).isTrue();
        assertThat(constant.text()).startsWith("SELECT").doesNotContain("orders");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select id from orders where at > now() - toIntervalSecond(rand())
            select id from orders where at > (select max(at) from orders)
            select id from orders where at > at + interval 1 day
            """)
    void whatDoesIsNot(String hogql) {
        assertThat(fetching(hogql).scans())
                .allSatisfy(scan -> assertThat(scan.conditions()).isEmpty());
    }

    private static String scans(String hogql) {
        return fetching(hogql).scans().stream().map(ScansTest::text).collect(Collectors.joining("; "));
    }

    private static String text(Scan scan) {
        var conditions = scan.conditions().stream()
                .map(condition -> condition.column() + " " + condition.comparison() + " "
                        + condition.constants().stream()
                                .map(Scan.Constant::text)
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
        return (scan.location().getFirst() + "("
                        + scan.columns().stream().sorted().collect(Collectors.joining(", ")) + ")"
                        + (scan.once() ? " once " : " ")
                        + conditions)
                .strip();
    }

    private static Fetching fetching(String hogql) {
        return HogQl.forDuckDb().compileFetching(hogql, SHOP, Options.NONE.in("Europe/Berlin"));
    }
}
