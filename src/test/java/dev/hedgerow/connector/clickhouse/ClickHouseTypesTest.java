package dev.hedgerow.connector.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.connector.Landing;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.engine.duckdb.TestWarehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of ClickHouse's table in {@code docs/types.md}, as its engine writes it, into the warehouse. */
class ClickHouseTypesTest {

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
    void valuesArriveAsTheyAre(String type, String value, String storedType, String stored, String bytes)
            throws IOException {
        var landed = new Landing(warehouse);
        read(type, bytes, landed);

        assertThat(landed.rows("SELECT typeof(c), coalesce(c::VARCHAR, 'NULL') FROM landed"))
                .containsExactly(storedType + "|" + stored.replace('␀', '\0'));
    }

    static Stream<Object[]> valuesArriveAsTheyAre() {
        return RecordedClickHouse.recordings("types.txt").stream().map(recording -> recording);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            '2024-01-01 00:00:00.123456789' | 1 values of column c are finer than microseconds, and were cut off there.
            unhex('80FF') | 1 values of column c are no UTF-8, and became the hexadecimal text of their bytes.
            """)
    void whatHasNoPlaceIsCounted(String value, String warning) throws IOException {
        var recording = RecordedClickHouse.recordings("types.txt").stream()
                .filter(candidate -> candidate[1].equals(value))
                .findFirst()
                .orElseThrow();

        assertThat(read(recording[0], recording[4], new Landing(warehouse))).containsExactly(warning);
    }

    private static List<String> read(String type, String bytes, Landing landing) throws IOException {
        try (var server = new RecordedClickHouse()) {
            server.answerColumns("table, name, type", columns(type))
                    .answer(
                            "SELECT toUInt8(0), "
                                    + ClickHouseType.of("c", type).expression().replace("%s", "t.`c`")
                                    + " FROM `shop`.`values` AS t FORMAT RowBinaryWithNamesAndTypes",
                            HexFormat.of().parseHex(bytes));
            var source = new ClickHouseConnector(HostPolicy.of(false)).source(server.settings());
            try (var reader = source.read(TableRead.of(new TablePath("shop", "values")))) {
                landing.load(reader);
                return reader.warnings();
            }
        }
    }

    /** A row of a table's name, a column's and its type. */
    private static byte[] columns(String type) throws IOException {
        var row = new ByteArrayOutputStream();
        row.write(0);
        for (var text : List.of("values", "c", type)) {
            row.write(text.length());
            row.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return row.toByteArray();
    }
}
