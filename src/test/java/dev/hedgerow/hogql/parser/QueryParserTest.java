package dev.hedgerow.hogql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.print.HogQlPrinter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParserTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a + b * c - 1                               | a + b * c - 1
            (a + b) * c                                 | (a + b) * c
            a - (b - c)                                 | a - (b - c)
            -x ** 2                                     | !
            a = 1 and b != 2 or not c                   | a = 1 AND b != 2 OR NOT c
            a and (b or c)                              | a AND (b OR c)
            a between 1 and 2 and b                     | a BETWEEN 1 AND 2 AND b
            a not between 1 and 2 or b                  | a NOT BETWEEN 1 AND 2 OR b
            a ? b : c                                   | if(a, b, c)
            a > 1 ? 'x' : b ? 'y' : 'z'                 | if(a > 1, 'x', if(b, 'y', 'z'))
            a ?? b ?? 0                                 | ifNull(a, ifNull(b, 0))
            a == 1                                      | a = 1
            a <> 1                                      | a != 1
            a =~ 'x'                                    | a =~ 'x'
            a !~* 'x'                                   | a !~* 'x'
            a ~* 'x'                                    | a =~* 'x'
            a is not distinct from b                    | a IS NOT DISTINCT FROM b
            a <=> b                                     | a IS NOT DISTINCT FROM b
            a in (1)                                    | a IN (1)
            a in (1, 2)                                 | a IN (1, 2)
            a not in (select 1)                         | a NOT IN (SELECT 1)
            (a, b) in ((1, 2))                          | (a, b) IN ((1, 2))
            a global in (1)                             | a IN (1)
            person_id in cohort 5                       | person_id IN COHORT 5
            a like '%x' and b not ilike 'y'             | a LIKE '%x' AND b NOT ILIKE 'y'
            properties.$browser                         | properties.$browser
            properties.`a b`.c                          | properties.`a b`.c
            properties."from"                           | properties.`from`
            properties.order                            | properties.`order`
            properties?.a                               | properties.a
            (t).a                                       | (t).a
            f(x).a                                      | f(x).a
            a[1]['b']                                   | a[1]['b']
            a[1:2]                                      | arraySlice(a, 1, 2 - 1 + 1)
            a[:2]                                       | arraySlice(a, 1, 2)
            a.1.2                                       | tupleElement(tupleElement(a, 1), 2)
            x::Int                                      | CAST(x AS Int)
            x::Nullable(Decimal(10,2))                  | CAST(x AS Nullable(Decimal(10, 2)))
            x::DateTime64(6, 'UTC')                     | CAST(x AS DateTime64(6, 'UTC'))
            try_cast(x as Float)                        | TRY_CAST(x AS Float)
            interval 1 day                              | toIntervalDay(1)
            interval '3 months'                         | toIntervalMonth(3)
            interval x + 1 hours                        | toIntervalHour(x + 1)
            date '2024-01-01'                           | toDate('2024-01-01')
            now() - interval 7 day                      | now() - toIntervalDay(7)
            extract(year from ts)                       | toYear(ts)
            extract(s, 'x')                             | extract(s, 'x')
            substring(s from 2 for 3)                   | substring(s, 2, 3)
            trim(leading 'x' from s)                    | trimLeft(s, 'x')
            position('a' in s)                          | position(s, 'a')
            case when a then 1 else 2 end               | CASE WHEN a THEN 1 ELSE 2 END
            case a when 1 then 'x' end                  | CASE a WHEN 1 THEN 'x' END
            arrayMap(x -> x + 1, a)                     | arrayMap(x -> x + 1, a)
            arrayMap((x, y) -> x + y, a, b)             | arrayMap((x, y) -> x + y, a, b)
            arrayMap(lambda x, y: x + y, a, b)          | arrayMap((x, y) -> x + y, a, b)
            quantile(0.9)(x)                            | quantile(0.9)(x)
            count(distinct a)                           | count(DISTINCT a)
            groupArray(a order by b desc)               | groupArray(a ORDER BY b DESC)
            count() filter (where a > 1)                | count() FILTER (WHERE a > 1)
            sum(x) over w                               | sum(x) OVER w
            row_number() over (partition by a order by b rows between 1 preceding and current row) | row_number() OVER (PARTITION BY a ORDER BY b ASC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
            percentile_cont(0.5) within group (order by x) | percentile_cont(0.5) WITHIN GROUP (ORDER BY x ASC)
            exists(select 1)                            | exists((SELECT 1))
            left(s, 2)                                  | left(s, 2)
            any(s)                                      | any(s)
            replace(s, 'a', 'b')                        | replace(s, 'a', 'b')
            interval                                    | `interval`
            f'{a} of {b + 1}!'                          | concat(toString(a), ' of ', toString(b + 1), '!')
            {variables.x}                               | {variables.x}
            {'a': 1, 'b': x}                            | map('a', 1, 'b', x)
            [1, 2,]                                     | [1, 2]
            (1,)                                        | (1,)
            ()                                          | ()
            'it''s \\d \\n \\\\'                        | 'it\\'s \\\\d \\n \\\\'
            0x1F                                        | 31
            1e3                                         | 1000.0
            .5                                          | 0.5
            -9223372036854775808                        | -9223372036854775808
            a -- comment                                | a
            a /* b */ + c // d                          | a + c
            COLUMNS('^a') EXCLUDE (ab)                  | COLUMNS('^a') EXCLUDE (ab)
            t.* replace (1 as a)                        | t.* REPLACE (1 AS a)
            """)
    void anExpressionHasOneMeaning(String hogql, String canonical) {
        if (canonical.equals("!")) {
            assertThatExceptionOfType(HogQlException.class).isThrownBy(() -> QueryParser.expression(hogql));
            return;
        }

        assertThat(HogQlPrinter.print(QueryParser.expression(hogql))).isEqualTo(canonical);
        assertThat(HogQlPrinter.print(QueryParser.expression(canonical))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            select 1;                                   | SELECT 1
            select a b, c as d from t                   | SELECT a AS b, c AS d FROM t
            select a, from t                            | SELECT a FROM t
            select * from postgres.shop.orders o        | SELECT * FROM postgres.shop.orders AS o
            select distinct a from t where b group by c having d order by e limit 5 offset 2 | SELECT DISTINCT a FROM t WHERE b GROUP BY c HAVING d ORDER BY e ASC LIMIT 5 OFFSET 2
            select a from t limit 1, 2                  | SELECT a FROM t LIMIT 2 OFFSET 1
            select a from t limit 1 by b limit 3        | SELECT a FROM t LIMIT 1 BY b LIMIT 3
            select a from t limit 2, 1 by b, c          | SELECT a FROM t LIMIT 1 OFFSET 2 BY b, c
            select a from t order by b limit 3 with ties | SELECT a FROM t ORDER BY b ASC LIMIT 3 WITH TIES
            select a from t fetch first 3 rows only     | SELECT a FROM t LIMIT 3
            select top 3 a from t                       | SELECT a FROM t LIMIT 3
            select a from t final sample 0.1            | SELECT a FROM t FINAL SAMPLE 0.1
            select a from t sample 1/10                 | SELECT a FROM t SAMPLE 0.1
            select a from t array join b as c           | SELECT a FROM t ARRAY JOIN b AS c
            select a from t left array join b c, d      | SELECT a FROM t LEFT ARRAY JOIN b AS c, d
            select a from t, u                          | SELECT a FROM t CROSS JOIN u
            select a from t join u on t.a = u.a         | SELECT a FROM t INNER JOIN u ON t.a = u.a
            select a from t left outer join u using (a) | SELECT a FROM t LEFT JOIN u USING (a)
            select a from t any left join u using a     | SELECT a FROM t LEFT ANY JOIN u USING (a)
            select a from t asof join u on t.a = u.a    | SELECT a FROM t ASOF JOIN u ON t.a = u.a
            select a from t natural join u              | SELECT a FROM t NATURAL INNER JOIN u
            select a from (select 1 as a) x             | SELECT a FROM (SELECT 1 AS a) AS x
            select * from numbers(10)                   | SELECT * FROM numbers(10)
            select * from (values (1, 'a'), (2, 'b')) as v (n, s) | SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v (n, s)
            select * from values (1)                    | SELECT * FROM (VALUES (1))
            with x as (select 1 as a) select a from x   | WITH x AS (SELECT 1 AS a) SELECT a FROM x
            with recursive x (n) as (select 1 union all select n + 1 from x where n < 5) select n from x | WITH RECURSIVE x (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x WHERE n < 5) SELECT n FROM x
            with 5 as n, (select 1) as m select n       | WITH 5 AS n, (SELECT 1) AS m SELECT n
            with x as materialized (select 1) select 1  | WITH x AS MATERIALIZED (SELECT 1) SELECT 1
            with x as (select 1) select 1 union all select 2 | WITH x AS (SELECT 1) SELECT 1 UNION ALL SELECT 2
            select 1 union select 2 union all select 3  | (SELECT 1 UNION DISTINCT SELECT 2) UNION ALL SELECT 3
            select 1 except select 2 intersect select 3 | SELECT 1 EXCEPT DISTINCT (SELECT 2 INTERSECT DISTINCT SELECT 3)
            (select 1) union all (select 2) order by 1 limit 5 | (SELECT 1) UNION ALL (SELECT 2) ORDER BY 1 ASC LIMIT 5
            (select 1 limit 2) limit 1                  | (SELECT 1 LIMIT 2) LIMIT 1
            (((select 1)))                              | SELECT 1
            select a from t group by all                | SELECT a FROM t GROUP BY ALL
            select a from t group by a with rollup      | SELECT a FROM t GROUP BY ROLLUP (a)
            select a from t group by cube (a, b)        | SELECT a FROM t GROUP BY CUBE (a, b)
            select a from t group by grouping sets ((a, b), a, ()) | SELECT a FROM t GROUP BY GROUPING SETS ((a, b), (a), ())
            select a from t group by toDate(b) as c     | SELECT a FROM t GROUP BY toDate(b) AS c
            select a from t prewhere b where c          | SELECT a FROM t PREWHERE b WHERE c
            select sum(a) over w from t window w as (partition by b) qualify a > 1 | SELECT sum(a) OVER w FROM t WINDOW w AS (PARTITION BY b) QUALIFY a > 1
            select toStartOfDay(x) day from t           | SELECT toStartOfDay(x) AS `day` FROM t
            select group, order, limit from t           | !
            select first, last, date, timestamp, key, values, index, range from t | SELECT `first`, `last`, date, timestamp, key, `values`, index, `range` FROM t
            """)
    void aQueryHasOneMeaning(String hogql, String canonical) {
        if (canonical.equals("!")) {
            assertThatExceptionOfType(HogQlException.class).isThrownBy(() -> QueryParser.parse(hogql));
            return;
        }

        assertThat(HogQlPrinter.print(QueryParser.parse(hogql).query())).isEqualTo(canonical);
        assertThat(HogQlPrinter.print(QueryParser.parse(canonical).query())).isEqualTo(canonical);
    }
}
