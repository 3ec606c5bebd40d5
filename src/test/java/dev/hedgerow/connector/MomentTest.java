package dev.hedgerow.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.connector.ChangeStream.Position;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            500:10:20:12,15                  | 499 | 9           | true
            500:10:20:12,15                  | 499 | 11          | true
            500:10:20:12,15                  | 499 | 12          | false
            500:10:20:12,15                  | 499 | 20          | false
            500:10:20:12,15                  | 500 | 9           | false
            500:10:10:                       | 499 | 9           | true
            500:8589934600:8589934610:       | 499 | 15          | true
            500:8589934600:8589934610:       | 499 | 18          | false
            500:4294967290:4294967300:       | 499 | -10         | true
            500:4294967290:4294967300:       | 499 | 5           | false
            18446744073709551615:10:20:      | -2  | 9           | true
            """)
    void whatWasCommittedAndVisibleWasSeen(String moment, long log, int transaction, boolean seen) {
        assertThat(Moment.of(moment).saw(new Position(log, 0, transaction))).isEqualTo(seen);
        assertThat(Moment.of(Moment.of(moment).toString())).isEqualTo(Moment.of(moment));
    }
}
