package dev.hedgerow.modelingjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.engine.WarehouseException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FailureTest {

    static final java.util.List<WarehouseException> PASSING = java.util.List.of(
            new WarehouseException.Busy(),
            new WarehouseException.WriteConflict(null),
            new WarehouseException.TableMissing("orders", null),
            new WarehouseException.Internal(null));

    static final java.util.List<WarehouseException> LASTING = java.util.List.of(
            new WarehouseException.QueryFailed("Could not convert string 'x' to INT64", null),
            new WarehouseException.TimedOut(Duration.ofMinutes(10)),
            new WarehouseException.OutOfMemory(null),
            new WarehouseException.OutOfDisk(null));

    @ParameterizedTest
    @FieldSource("PASSING")
    void whatMayPassIsTriedAgain(WarehouseException cause) {
        assertThat(failure(cause).passing()).isTrue();
    }

    @ParameterizedTest
    @FieldSource("LASTING")
    void whatWouldFailAgainIsNot(WarehouseException cause) {
        assertThat(failure(cause).passing()).isFalse();
    }

    @Test
    @Tag("pain-1")
    void theTextNamesTheViewAndSaysWhatToDoAboutATimeout() {
        assertThat(failure(new WarehouseException.TimedOut(Duration.ofMinutes(10)))
                        .text("mrr"))
                .isEqualTo("View \"mrr\": Timeout exceeded. The query took longer than its limit of 600 s."
                        + " Read fewer rows, or materialize a part of it as a view of its own.");
    }

    @Test
    void hostsStayWithUs() {
        assertThat(new Failure("Connection to db-3.internal.example:5432 refused\0", true).reason())
                .isEqualTo("Connection to a host refused");
    }

    @Test
    void aFaultOfOursShowsNothingOfItself() {
        assertThat(failure(new IllegalStateException("jdbc:postgresql://db/secret"))
                        .reason())
                .isEqualTo("The server failed unexpectedly; its log tells why, under " + JOB + ".");
    }

    static final UUID JOB = UUID.randomUUID();

    private static Failure failure(RuntimeException cause) {
        return Failure.of(cause, JOB);
    }
}
