package dev.hedgerow.modelingjob;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.query.CompiledView;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts beside a run how many rows it will come to, if that can be told quickly. A run that is over in a moment is not
 * counted: somebody would have to be quicker to see it.
 */
@Component
class Expectations {

    private static final Logger LOG = LoggerFactory.getLogger(Expectations.class);
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Executor LATER = CompletableFuture.delayedExecutor(
            PATIENCE.toMillis(),
            TimeUnit.MILLISECONDS,
            task -> Thread.ofVirtual().name("expectation").start(task));

    private final JobLog log;
    private final Warehouse warehouse;
    private final MaterializationProperties properties;

    Expectations(JobLog log, Warehouse warehouse, MaterializationProperties properties) {
        this.log = log;
        this.warehouse = warehouse;
        this.properties = properties;
    }

    /** Counts until it is closed. */
    Counting of(Assignment run, CompiledView view, LiveRuns.Entry entry) {
        var cancellation = new Cancellation();
        if (!properties.countTimeout().isZero()) {
            LATER.execute(() -> count(run, view, entry, cancellation));
        }
        return cancellation::cancel;
    }

    private void count(Assignment run, CompiledView view, LiveRuns.Entry entry, Cancellation cancellation) {
        try {
            var rows = rows(run, view, cancellation);
            entry.expect(rows);
            log.expect(run, rows);
        } catch (WarehouseException unknown) {
            LOG.debug("Rows of {} are not known beforehand: {}", run.view(), unknown.getMessage());
        }
    }

    private long rows(Assignment run, CompiledView view, Cancellation cancellation) {
        var select = "SELECT count(*) FROM (\n%s\n)".formatted(view.sql());
        var limits = new QueryLimits(1, properties.countTimeout());
        var counted = warehouse.fetch(run.namespace(), select, limits, cancellation);
        return (Long) Objects.requireNonNull(counted.rows().getFirst().getFirst());
    }

    /** A count that may be under way. */
    @FunctionalInterface
    interface Counting extends AutoCloseable {

        @Override
        void close();
    }
}
