package dev.hedgerow.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2025-03-01T10:00:00Z, 2025-03-01T10:00:00Z",
        "2025-03-01T10:00:00.1Z, 2025-03-01T10:00:00.100000Z",
        "2025-03-01T10:00:00.123456789Z, 2025-03-01T10:00:00.123456Z",
        "2025-03-01T10:00:00.000000999Z, 2025-03-01T10:00:00Z",
        "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    })
    void aMomentHasSixDecimalsOrNone(Instant moment, String wire) {
        assertThat(WireTime.of(moment)).isEqualTo(wire);
    }
}
