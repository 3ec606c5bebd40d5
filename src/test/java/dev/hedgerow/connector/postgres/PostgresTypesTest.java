package dev.hedgerow.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.connector.Connector.Release;
import dev.hedgerow.connector.ConnectorException.ColumnOutgrown;
import dev.hedgerow.connector.Landing;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.database.SourcePostgres;
import dev.hedgerow.database.SourcePostgres.Database;
import dev.hedgerow.engine.duckdb.TestWarehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the table in {@code docs/types.md}, by way of a live server into the warehouse. */
class PostgresTypesTest {

    /** Type, value as PostgreSQL reads it, type there, value as DuckDB writes it. */
    static final String TYPES = """
            boolean                     § true                                   § BOOLEAN       § true
            smallint                    § -32768                                 § BIGINT        § -32768
            integer                     § 2147483647                             § BIGINT        § 2147483647
            bigint                      § -9223372036854775808                   § BIGINT        § -9223372036854775808
            oid                         § 4294967295                             § BIGINT        § 4294967295
            real                        § 0.1                                    § DOUBLE        § 0.1
            real                        § NaN                                    § DOUBLE        § nan
            double precision            § 0.1                                    § DOUBLE        § 0.1
            double precision            § -Infinity                              § DOUBLE        § -inf
            double precision            § 1.7976931348623157e308                 § DOUBLE        § 1.7976931348623157e+308
            numeric(38,10)              § 1234567890123456789012345678.0123456789 § DECIMAL(38,10) § 1234567890123456789012345678.0123456789
            numeric(38,10)              § -0.0000000001                          § DECIMAL(38,10) § -0.0000000001
            numeric(18,2)               § 19.99                                  § DECIMAL(18,2) § 19.99
            numeric(18,2)               § -9999999999999999.99                   § DECIMAL(18,2) § -9999999999999999.99
            numeric(10,4)               § 0                                      § DECIMAL(10,4) § 0.0000
            numeric(10,4)               § 0.0001                                 § DECIMAL(10,4) § 0.0001
            numeric(10,4)               § NaN                                    § DECIMAL(10,4) § NULL
            numeric(3,-2)               § 12345                                  § DECIMAL(5,0)  § 12300
            numeric(2,5)                § 0.00012                                § DECIMAL(5,5)  § .00012
            numeric(100,50)             § 123456789012345678901234567890123456789.5 § VARCHAR    § 123456789012345678901234567890123456789.50000000000000000000000000000000000000000000000000
            numeric                     § 19.99                                  § DECIMAL(38,20) § 19.99000000000000000000
            numeric                     § 123456789012345678.00000000000000000001 § DECIMAL(38,20) § 123456789012345678.00000000000000000001
            numeric                     § NaN                                    § DECIMAL(38,20) § NULL
            money                       § 12.34                                  § DECIMAL(38,20) § 12.34000000000000000000
            text                        § naïve 🌱 "quoted"                      § VARCHAR       § naïve 🌱 "quoted"
            text                        §                                        § VARCHAR       §
            character varying(5)        § abc                                    § VARCHAR       § abc
            character(5)                § abc                                    § VARCHAR       § abc··
            name                        § abc                                    § VARCHAR       § abc
            "char"                      § a                                      § VARCHAR       § a
            json                        § {"a": 1,  "a": [1e400, "\\u0000"]}      § JSON          § {"a": 1,  "a": [1e400, "\\u0000"]}
            jsonb                       § {"b": {"c": null}, "a": 1.0}           § JSON          § {"a": 1.0, "b": {"c": null}}
            uuid                        § 00112233-4455-6677-8899-aabbccddeeff   § UUID          § 00112233-4455-6677-8899-aabbccddeeff
            bytea                       § \\x00ff41                               § BLOB          § \\x00\\xFFA
            date                        § 2024-02-29                             § DATE          § 2024-02-29
            date                        § 9999-12-31                             § DATE          § 9999-12-31
            date                        § 4713-01-01 BC                          § DATE          § 4713-01-01 (BC)
            date                        § infinity                               § DATE          § infinity
            date                        § -infinity                              § DATE          § -infinity
            timestamp                   § 2024-03-31 02:30:00.123456             § TIMESTAMP     § 2024-03-31 02:30:00.123456
            timestamp                   § 0044-03-15 12:00:00 BC                 § TIMESTAMP     § 0044-03-15 (BC) 12:00:00
            timestamp                   § 9999-12-31 23:59:59.999999             § TIMESTAMP     § 9999-12-31 23:59:59.999999
            timestamp                   § infinity                               § TIMESTAMP     § infinity
            timestamp with time zone    § 2024-03-31 02:30:00+02                 § TIMESTAMP     § 2024-03-31 00:30:00
            timestamp with time zone    § 2024-07-01 12:00:00 America/New_York   § TIMESTAMP     § 2024-07-01 16:00:00
            timestamp with time zone    § -infinity                              § TIMESTAMP     § -infinity
            time                        § 24:00:00                               § VARCHAR       § 24:00:00
            time                        § 10:20:30.123456                        § VARCHAR       § 10:20:30.123456
            time with time zone         § 10:20:30+05:30                         § VARCHAR       § 10:20:30+05:30
            interval                    § 1 year 2 mons 3 days -04:05:06.789     § VARCHAR       § P1Y2M3DT-4H-5M-6.789S
            bit(3)                      § 101                                    § VARCHAR       § 101
            bit varying(9)              § 1011                                   § VARCHAR       § 1011
            inet                        § 192.168.0.1/24                         § VARCHAR       § 192.168.0.1/24
            cidr                        § 2001:db8::/32                          § VARCHAR       § 2001:db8::/32
            macaddr                     § 08:00:2b:01:02:03                      § VARCHAR       § 08:00:2b:01:02:03
            point                       § (1.5,2)                                § VARCHAR       § (1.5,2)
            xml                         § <a>1</a>                               § VARCHAR       § <a>1</a>
            tsvector                    § 'a':1                                  § VARCHAR       § 'a':1
            pg_lsn                      § 16/B374D848                            § VARCHAR       § 16/B374D848
            int4range                   § [1,5)                                  § VARCHAR       § [1,5)
            tstzrange                   § [2024-01-01 00:00+00,)                 § VARCHAR       § ["2024-01-01 00:00:00+00",)
            datemultirange              § {[2024-01-01,2024-02-01)}              § VARCHAR       § {[2024-01-01,2024-02-01)}
            integer[]                   § {1,NULL,3}                             § JSON          § [1,null,3]
            integer[]                   § {{1,2},{3,4}}                          § JSON          § [[1,2],[3,4]]
            integer[]                   § {}                                     § JSON          § []
            text[]                      § {"a b",NULL,"c\\"d"}                    § JSON          § ["a b",null,"c\\"d"]
            numeric[]                   § {1.10,NaN}                             § JSON          § [1.10,"NaN"]
            timestamp with time zone[]  § {2024-01-01 00:00+02}                  § JSON          § ["2023-12-31T22:00:00+00:00"]
            mood                        § so so                                  § VARCHAR       § so so
            mood[]                      § {happy}                                § JSON          § ["happy"]
            price                       § 12.50                                  § DECIMAL(12,2) § 12.50
            email                       § a@b.c                                  § VARCHAR       § a@b.c
            place                       § ("High St",7)                          § JSON          § {"street":"High St","house":7}
            """;

    static final TablePath TABLE = new TablePath("public", "types");

    static TestWarehouse warehouse;
    static Database database;
    static RemoteSource source;
    static Landing landed;

    @BeforeAll
    static void load(@TempDir Path directory) {
        warehouse = TestWarehouse.in(directory);
        database = SourcePostgres.shared().database();
        source = new PostgresConnector("Postgres", Release.GENERALLY_AVAILABLE, HostPolicy.of(false))
                .source(database.settings());
        database.execute("""
                CREATE TYPE mood AS ENUM ('happy', 'so so');
                CREATE DOMAIN price AS numeric(12,2);
                CREATE DOMAIN email AS varchar(100);
                CREATE TYPE place AS (street text, house int);
                """);
        var types = types();
        database.execute(IntStream.range(0, types.size())
                .mapToObj(i -> "c%d %s".formatted(i, types.get(i)[0]))
                .collect(Collectors.joining(", ", "CREATE TABLE types (", ")")));
        database.execute(types.stream()
                .map(type -> "'" + type[1].replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "INSERT INTO types VALUES (", ")")));
        database.execute("INSERT INTO types DEFAULT VALUES");
        landed = new Landing(warehouse);
        try (var reader = source.read(TableRead.of(TABLE))) {
            landed.load(reader);
        }
    }

    @AfterAll
    static void close() throws Exception {
        warehouse.close();
    }

    @ParameterizedTest
    @MethodSource
    void valuesArriveAsTheyAre(int column, String type, String value, String storedType, String stored) {
        assertThat(landed.rows(
                        "SELECT typeof(c%1$d), coalesce(c%1$d::VARCHAR, 'NULL') FROM landed LIMIT 1".formatted(column)))
                .containsExactly(storedType + "|" + stored.replace('·', ' '));
        assertThat(landed.rows("SELECT c%d IS NULL FROM landed OFFSET 1".formatted(column)))
                .containsExactly("true");
    }

    static Stream<Object[]> valuesArriveAsTheyAre() {
        var types = types();
        return IntStream.range(0, types.size())
                .mapToObj(i -> new Object[] {i, types.get(i)[0], types.get(i)[1], types.get(i)[2], types.get(i)[3]});
    }

    private static List<String[]> types() {
        return TYPES.lines()
                .map(line -> Stream.of(line.split("§", -1)).map(String::strip).toArray(String[]::new))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            numeric   | 1234567890123456789.5                        | 1234567890123456789.5
            numeric   | 0.000000000000000000001                      | 0.000000000000000000001
            numeric   | Infinity                                     | Infinity
            timestamp | 294276-12-31 23:59:59.999999                 | 294276-12-31 23:59:59.999999
            """)
    void whatOutgrowsItsTypeIsReadAsText(String type, String value, String text) {
        database.execute("DROP TABLE IF EXISTS outgrown; CREATE TABLE outgrown (id int, v %s)".formatted(type));
        database.execute("INSERT INTO outgrown VALUES (1, NULL), (2, '%s')".formatted(value));
        var read = TableRead.of(new TablePath("public", "outgrown"));

        assertThatThrownBy(() -> {
                    try (var reader = source.read(read)) {
                        new Landing(warehouse).load(reader);
                    }
                })
                .isInstanceOfSatisfying(
                        ColumnOutgrown.class,
                        outgrown -> assertThat(outgrown.column()).isEqualTo("v"));

        var landing = new Landing(warehouse);
        try (var reader = source.read(read.asText(Set.of("v")))) {
            landing.load(reader);
        }
        assertThat(landing.rows("SELECT v FROM landed ORDER BY id")).containsExactly("null", text);
    }

    @Test
    void notNumbersAreCounted() {
        try (var reader = source.read(TableRead.of(TABLE))) {
            new Landing(warehouse).load(reader);

            assertThat(reader.warnings())
                    .hasSize(2)
                    .allMatch(warning -> warning.contains("1 values") && warning.contains("NaN"));
        }
    }
}
