package dev.hedgerow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            postgres://ada:secret@db.example.com:5433/meta        | ada   | secret | jdbc:postgresql://db.example.com:5433/meta
            postgresql://ada:secret@localhost/meta                | ada   | secret | jdbc:postgresql://localhost:5432/meta
            postgres://ada@metadata_db/meta                       | ada   | ''     | jdbc:postgresql://metadata_db:5432/meta
            postgres://ada:secret@[::1]:5433/meta                 | ada   | secret | jdbc:postgresql://[::1]:5433/meta
            postgres://a%40b:p%2F%3A%25+@h/meta                   | a@b   | p/:%+  | jdbc:postgresql://h:5432/meta
            postgres://ada:s@h/my%20meta?sslmode=require          | ada   | s      | jdbc:postgresql://h:5432/my+meta?sslmode=require
            postgres://ada:s@h/m?connect_timeout=3&sslmode=prefer | ada   | s      | jdbc:postgresql://h:5432/m?connectTimeout=3&sslmode=prefer
            """)
    void aUrlIsReadInParts(String url, String user, String password, String jdbcUrl) {
        var address = PostgresAddress.parse(url);

        assertThat(address.user()).isEqualTo(user);
        assertThat(address.password()).isEqualTo(password);
        assertThat(address.jdbcUrl()).isEqualTo(jdbcUrl);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ada:hunter2@h/meta",
                "postgres://h/meta",
                "postgres://ada:hunter2@h",
                "postgres://ada:hunter2@h/",
                "postgres://ada:hunter2@h:0/meta",
                "postgres://ada:hunter2@h:65536/meta",
                "postgres://ada:hunter2@h1,h2/meta",
                "postgres://ada:hunter2@@h/meta",
                "postgres://ada:hunter2%zz@h/meta",
                "postgres://ada:hunter2@h/meta?sslmode",
                "postgres://ada:hunter2@h/meta?sslmod=require",
                "jdbc:postgresql://h/meta?password=hunter2",
                "",
            })
    void whatIsNoUrlIsRefusedWithoutRepeatingThePassword(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresAddress.parse(text))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void itsTextHoldsNoPassword() {
        var address = PostgresAddress.parse("postgres://ada:hunter2@h/meta");

        assertThat(address).asString().doesNotContain("hunter2");
    }
}
