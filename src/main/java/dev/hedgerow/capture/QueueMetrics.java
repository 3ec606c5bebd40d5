package dev.hedgerow.capture;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How far loading is behind accepting. */
@Component
class QueueMetrics implements MeterBinder {

    private final Queue queue;
    private final Clock clock;

    QueueMetrics(Queue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("hedgerow.capture.queue.depth", queue, Queue::depth)
                .description("Events accepted and not loaded yet")
                .register(registry);
        Gauge.builder("hedgerow.capture.queue.lag", this, QueueMetrics::lagSeconds)
                .description("Age of the oldest event not loaded yet")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("hedgerow.capture.dead.letters", queue, Queue::deadLetters)
                .description("Events set aside because they cannot be loaded")
                .register(registry);
    }

    private double lagSeconds() {
        return queue.oldest()
                .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }
}
