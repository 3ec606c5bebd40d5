package dev.hedgerow.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimeTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-05-01T11:00:00Z             |        |                      | 2026-05-01T11:00:00Z
            2026-05-01T11:00:00.123456789Z   |        |                      | 2026-05-01T11:00:00.123456Z
            2026-05-01T11:00:00+02:00        |        |                      | 2026-05-01T09:00:00Z
            2026-05-01T11:00:00+0200         |        |                      | 2026-05-01T09:00:00Z
            2026-05-01T11:00:00.5            |        |                      | 2026-05-01T11:00:00.5Z
            2026-05-01 11:00:00              |        |                      | 2026-05-01T11:00:00Z
            2026-05-01                       |        |                      | 2026-05-01T00:00:00Z
            2026-05-01T15:59:00Z             |        | 2026-05-01T16:00:00Z | 2026-05-01T11:59:00Z
            2019-01-01T00:00:00Z             |        | 2019-01-01T00:00:10Z | 2026-05-01T11:59:50Z
                                             | 60000  |                      | 2026-05-01T11:59:00Z
                                             |        |                      | 2026-05-01T12:00:00Z
            the day before yesterday         |        |                      | 2026-05-01T12:00:00Z
            2026-05-02T10:00:00Z             |        |                      | 2026-05-02T10:00:00Z
            2026-05-02T11:30:00Z             |        |                      | 2026-05-01T12:00:00Z
            1815-12-10T00:00:00Z             |        |                      | 1970-01-01T00:00:00Z
            """)
    void anEventHappenedAsLongAgoAsItsClientSays(
            @Nullable String timestamp, @Nullable Long offset, @Nullable Instant sentAt, Instant expected) {
        assertThat(EventTime.of(timestamp, offset, sentAt, NOW)).isEqualTo(expected);
    }
}
