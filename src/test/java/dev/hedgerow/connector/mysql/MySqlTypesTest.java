package dev.hedgerow.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.connector.Landing;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.engine.duckdb.TestWarehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of MySQL's table in {@code docs/types.md}, by way of a live server into the warehouse. */
class MySqlTypesTest {

    /** Type, value in SQL, type there, value as DuckDB writes it. */
    static final String TYPES = """
            tinyint(1)          § 2                                   § BIGINT         § 2
            tinyint unsigned    § 255                                 § BIGINT         § 255
            smallint            § -32768                              § BIGINT         § -32768
            mediumint           § 8388607                             § BIGINT         § 8388607
            int unsigned        § 4294967295                          § BIGINT         § 4294967295
            bigint              § -9223372036854775808                § BIGINT         § -9223372036854775808
            bigint unsigned     § 18446744073709551615                § HUGEINT        § 18446744073709551615
            int(5) zerofill     § 42                                  § BIGINT         § 42
            bit(1)              § b'1'                                § BIGINT         § 1
            bit(64)             § ~0                                  § HUGEINT        § 18446744073709551615
            decimal(38,10)      § 1234567890123456789012345678.0123456789 § DECIMAL(38,10) § 1234567890123456789012345678.0123456789
            decimal(12,2)       § -0.01                               § DECIMAL(12,2)  § -0.01
            decimal(50,5)       § 123456789012345678901234567890123456789.5 § VARCHAR  § 123456789012345678901234567890123456789.50000
            float               § 0.1                                 § DOUBLE         § 0.1
            float               § 16777215                            § DOUBLE         § 16777215.0
            double              § 1.7976931348623157e308              § DOUBLE         § 1.7976931348623157e+308
            year                § 2155                                § BIGINT         § 2155
            date                § '2024-02-29'                        § DATE           § 2024-02-29
            date                § '9999-12-31'                        § DATE           § 9999-12-31
            date                § '0000-00-00'                        § DATE           § NULL
            date                § '2024-00-15'                        § DATE           § NULL
            datetime(6)         § '2024-03-31 02:30:00.123456'        § TIMESTAMP      § 2024-03-31 02:30:00.123456
            datetime            § '1000-01-01 00:00:00'               § TIMESTAMP      § 1000-01-01 00:00:00
            datetime            § '0000-00-00 00:00:00'               § TIMESTAMP      § NULL
            timestamp           § '2024-01-01 00:00:00'               § TIMESTAMP      § 2024-01-01 05:00:00
            time                § '-838:59:59'                        § VARCHAR        § -838:59:59
            time(6)             § '25:00:00.000001'                   § VARCHAR        § 25:00:00.000001
            varchar(20)         § 'naïve 🌱'                          § VARCHAR        § naïve 🌱
            varchar(20)         § ''                                  § VARCHAR        §
            varchar(20) character set latin1 § 'naïve'                § VARCHAR        § naïve
            varchar(20)         § concat('a', char(0), 'b')           § VARCHAR        § a␀b
            char(5)             § 'ab'                                § VARCHAR        § ab
            mediumtext          § 'text'                              § VARCHAR        § text
            enum('a','b c')     § 'b c'                               § VARCHAR        § b c
            set('a','b')        § 'a,b'                               § VARCHAR        § a,b
            binary(3)           § x'0041ff'                           § BLOB           § \\x00A\\xFF
            varbinary(3)        § x'00'                               § BLOB           § \\x00
            blob                § x'ff'                               § BLOB           § \\xFF
            json                § '{"a": [1, null]}'                  § VARCHAR        § {"a": [1, null]}
            uuid                § '00112233-4455-6677-8899-aabbccddeeff' § UUID        § 00112233-4455-6677-8899-aabbccddeeff
            inet6               § '2001:db8::1'                       § VARCHAR        § 2001:db8::1
            point               § point(1, 2.5)                       § VARCHAR        § POINT(1 2.5)
            """;

    static TestWarehouse warehouse;
    static Landing landed;
    static List<String> warnings;

    @BeforeAll
    static void load(@TempDir Path directory) throws Exception {
        warehouse = TestWarehouse.in(directory);
        var database = SourceMariaDb.shared().database();
        var types = types();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("SET sql_mode = ''");
            statement.execute(IntStream.range(0, types.size())
                    .mapToObj(i -> "c%d %s NULL".formatted(i, types.get(i)[0]))
                    .collect(Collectors.joining(", ", "CREATE TABLE types (", ")")));
            statement.execute(types.stream()
                    .map(type -> type[1])
                    .collect(Collectors.joining(", ", "INSERT INTO types VALUES (", ")")));
            statement.execute("INSERT INTO types (c0) VALUES (NULL)");
        }
        landed = new Landing(warehouse);
        var source = new MySqlConnector(HostPolicy.of(false)).source(database.settings());
        try (var reader = source.read(TableRead.of(new TablePath(database.name(), "types")))) {
            landed.load(reader);
            warnings = reader.warnings();
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
                .containsExactly(storedType + "|" + stored.replace('␀', '\0'));
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

    @Test
    void datesThatAreNoneAreCounted() {
        assertThat(warnings).hasSize(3).allMatch(warning -> warning.contains("1 values"));
    }
}
