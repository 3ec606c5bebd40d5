package dev.hedgerow.modelingjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableTest {

    static final Duration JITTER = Duration.ofMinutes(5);

    @ParameterizedTest
    @CsvSource({
        "PT15M,  2026-03-01T10:07:00Z, 2026-03-01T10:15:00Z",
        "PT15M,  2026-03-01T10:15:00Z, 2026-03-01T10:30:00Z",
        "PT1H,   2026-03-01T10:59:59Z, 2026-03-01T11:00:00Z",
        "PT24H,  2026-03-29T00:30:00Z, 2026-03-30T00:00:00Z",
        "PT168H, 2026-03-02T00:00:00Z, 2026-03-05T00:00:00Z",
        "PT1H,   2038-01-19T03:14:08Z, 2038-01-19T04:00:00Z",
    })
    void slotsAreFixedAndDoNotDrift(Duration every, Instant moment, Instant slot) {
        var timetable = new Timetable(every, Duration.ZERO);

        assertThat(timetable.dueAfter(moment)).isEqualTo(slot);
    }

    @Property
    void eachViewComesLateByTheSameLittle(@ForAll long seed, @ForAll @LongRange(max = 4_000_000_000L) long second) {
        var timetable = Timetable.of(new UUID(seed, ~seed), Duration.ofHours(1), JITTER);
        var moment = Instant.ofEpochSecond(second);

        var due = timetable.dueAfter(moment);

        assertThat(due)
                .isAfter(moment)
                .isBefore(moment.plus(Duration.ofHours(1)).plus(JITTER));
        assertThat(timetable.slot(due)).isAfter(moment);
        assertThat(timetable.dueAfter(due)).isEqualTo(due.plus(Duration.ofHours(1)));
    }

    @Property
    void aRunServesTheSlotItBeginsInAndNoOther(
            @ForAll long seed, @ForAll @LongRange(max = 4_000_000_000L) long second) {
        var timetable = Timetable.of(new UUID(seed, ~seed), Duration.ofMinutes(15), JITTER);
        var due = timetable.dueAfter(Instant.ofEpochSecond(second));

        assertThat(timetable.dueAfter(timetable.slot(due))).isEqualTo(due.plus(Duration.ofMinutes(15)));
        assertThat(timetable.dueAfter(timetable.slot(due).minusMillis(1))).isEqualTo(due);
    }
}
