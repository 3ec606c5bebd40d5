package dev.hedgerow.modelingjob;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** What follows a run that failed: another try soon, the next slot of the schedule, or the end of the schedule. */
@Component
class Retries {

    private static final int FACTOR = 3;

    private final MaterializationProperties properties;
    private final Clock clock;

    Retries(MaterializationProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    sealed interface Decision {

        record Again(Duration delay) implements Decision {}

        record Paused(int failures) implements Decision {}

        record AsScheduled() implements Decision {}

        /** The error, with what follows from it. */
        default String explain(String error) {
            return switch (this) {
                case Again(var delay) -> error + " It is tried again in " + delay.toSeconds() + " s.";
                case Paused(var failures) ->
                    "This materialized view sync schedule has been paused after %d failed runs in a row. %s"
                            .formatted(failures, error);
                case AsScheduled() -> error;
            };
        }
    }

    /** Decides, and writes it down with the view. */
    Decision decide(Materialization standing, Job job, Failure failure) {
        var failures = standing.failed();
        var now = clock.instant();
        if (failures >= properties.failures()) {
            if (!standing.isScheduled()) {
                return new Decision.AsScheduled();
            }
            standing.suspend(job.id(), failure.reason(), now);
            return new Decision.Paused(failures);
        }
        if (failure.passing()) {
            var delay = properties.backoff().multipliedBy((long) Math.pow(FACTOR, failures - 1));
            standing.retry(now.plus(delay));
            return new Decision.Again(delay);
        }
        return new Decision.AsScheduled();
    }
}
