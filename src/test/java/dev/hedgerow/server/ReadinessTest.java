package dev.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    @Test
    void whatIsMissingIsNamedWithItsReason() throws Exception {
        var readiness =
                readiness(check("database", Optional::empty), check("engine", () -> Optional.of("held by process 7")));

        assertThat(readiness.missing()).hasToString("{engine=held by process 7}");
    }

    @Test
    void aCheckThatFailsIsMissingAndKeepsItsExceptionToItself() throws Exception {
        var readiness = readiness(check("database", () -> {
            throw new IllegalStateException("postgres://ada:hunter2@h/meta");
        }));

        assertThat(readiness.missing()).hasToString("{database=the check failed}");
    }

    @Test
    void aCheckThatHangsIsMissingAndNotAskedAgainMeanwhile() throws Exception {
        var calls = new AtomicInteger();
        var never = new CountDownLatch(1);
        var readiness = readiness(check("database", () -> {
            calls.incrementAndGet();
            try {
                never.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return Optional.empty();
        }));

        readiness.missing();

        assertThat(readiness.missing()).hasToString("{database=no answer within 100 ms}");
        assertThat(calls).hasValue(1);
        never.countDown();
    }

    private static Readiness readiness(ReadinessCheck... checks) {
        return new Readiness(List.of(checks), Duration.ofMillis(100));
    }

    private static ReadinessCheck check(String name, Supplier<Optional<String>> missing) {
        return new ReadinessCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<String> missing() {
                return missing.get();
            }
        };
    }
}
