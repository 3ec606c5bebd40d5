package dev.hedgerow.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every {@link ReadinessCheck} at once, and takes silence for a no. */
class Readiness {

    private static final Logger log = LoggerFactory.getLogger(Readiness.class);

    private final List<Question> questions;
    private final Duration patience;

    Readiness(List<ReadinessCheck> checks, Duration patience) {
        this.questions = checks.stream().map(Question::new).toList();
        this.patience = patience;
    }

    Map<String, String> missing() throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        var asked = new TreeMap<String, Future<Optional<String>>>();
        questions.forEach(question -> asked.put(question.check.name(), question.ask()));
        var missing = new TreeMap<String, String>();
        for (var question : asked.entrySet()) {
            reason(question.getValue(), deadline).ifPresent(reason -> missing.put(question.getKey(), reason));
        }
        return missing;
    }

    private Optional<String> reason(Future<Optional<String>> asked, long deadline) throws InterruptedException {
        try {
            return asked.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return Optional.of("no answer within %d ms".formatted(patience.toMillis()));
        } catch (ExecutionException failed) {
            log.warn("A readiness check failed", failed.getCause());
            return Optional.of("the check failed");
        }
    }

    /** At most one call of a check is under way, so that a dead database does not collect threads. */
    private static final class Question {

        private final ReadinessCheck check;
        private @Nullable FutureTask<Optional<String>> asked;

        Question(ReadinessCheck check) {
            this.check = check;
        }

        synchronized Future<Optional<String>> ask() {
            if (asked == null || asked.isDone()) {
                asked = new FutureTask<>(check::missing);
                Thread.ofVirtual().name("readiness of " + check.name()).start(asked);
            }
            return asked;
        }
    }
}
