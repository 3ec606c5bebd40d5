package dev.hedgerow.hogql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HogQlTest {

    private Warehouse warehouse;

    @BeforeAll
    void open() {
        warehouse = new Warehouse();
    }

    @AfterAll
    void close() throws SQLException {
        warehouse.close();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/hogql/language.txt", delimiterString = "=>", quoteCharacter = '^')
    void aQueryGivesItsRows(String hogql, String rows) {
        assertThat(String.join(" / ", warehouse.rows(hogql))).isEqualTo(rows == null ? "" : rows);
    }
}
