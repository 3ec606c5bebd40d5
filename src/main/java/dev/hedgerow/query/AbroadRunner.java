package dev.hedgerow.query;

import dev.hedgerow.catalog.Connections.Fetched;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.GuestTable;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.RowBatch;
import dev.hedgerow.engine.RowConsumer;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.hogql.Scan;
import dev.hedgerow.query.QueryCompiler.Abroad;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Runs queries over tables that are in a source: fetches the columns they read, without the rows that cannot count, and
 * lets the engine do the rest, so that a query means the same wherever its tables are.
 */
@Component
class AbroadRunner {

    private final Warehouse warehouse;
    private final QueryProperties properties;

    AbroadRunner(Warehouse warehouse, QueryProperties properties) {
        this.warehouse = warehouse;
        this.properties = properties;
    }

    void run(
            Namespace namespace,
            String sql,
            Abroad abroad,
            Duration timeout,
            Cancellation cancellation,
            RowConsumer rows) {
        try (var deliveries = new Deliveries(timeout, cancellation)) {
            try {
                var guests = new ArrayList<GuestTable>();
                for (var scan : abroad.scans()) {
                    var settled = settled(namespace, scan, timeout, cancellation);
                    var fetched = deliveries.keep(abroad.connection().fetch(settled, timeout));
                    guests.add(new GuestTable(
                            scan.location().getFirst(),
                            new Bounded(fetched.rows(), properties.maxSourceRows()),
                            scan.once()));
                }
                var limits = new QueryLimits(properties.maxRows(), timeout);
                warehouse.query(namespace, sql, guests, limits, cancellation, rows);
            } catch (RuntimeException e) {
                throw deliveries.late.get() ? new WarehouseException.TimedOut(timeout) : e;
            }
        }
    }

    /** The scan with the values in place of what had to be computed; a condition without a value is none. */
    private Scan settled(Namespace namespace, Scan scan, Duration timeout, Cancellation cancellation) {
        var conditions = new ArrayList<Scan.Condition>();
        for (var condition : scan.conditions()) {
            var constants = condition.constants().stream()
                    .map(constant -> constant.computed()
                            ? computed(namespace, constant.text(), timeout, cancellation)
                            : constant)
                    .toList();
            if (constants.stream().allMatch(Objects::nonNull)) {
                conditions.add(new Scan.Condition(
                        condition.column(),
                        condition.comparison(),
                        constants.stream().map(Objects::requireNonNull).toList()));
            }
        }
        return scan.where(conditions);
    }

    private Scan.@Nullable Constant computed(
            Namespace namespace, String select, Duration timeout, Cancellation cancellation) {
        var limits = new QueryLimits(1, timeout);
        var value = warehouse
                .fetch(namespace, select, limits, cancellation)
                .rows()
                .getFirst()
                .getFirst();
        return switch (value) {
            case LocalDate date -> new Scan.Constant(date.toString(), false);
            case LocalDateTime moment -> new Scan.Constant(moment.toString(), false);
            case null, default -> null;
        };
    }

    /** Refuses to take a whole source home. */
    private static final class Bounded implements RowSource {

        private final RowSource rows;
        private final long maximum;
        private long fetched;

        Bounded(RowSource rows, long maximum) {
            this.rows = rows;
            this.maximum = maximum;
        }

        @Override
        public List<SourceColumn> columns() {
            return rows.columns();
        }

        @Override
        public int fill(RowBatch batch) {
            int filled = rows.fill(batch);
            fetched += filled;
            if (fetched > maximum) {
                throw new InvalidQuery(
                        "The query reads more than %,d rows of its source. Narrow it by conditions on columns, or sync the table."
                                .formatted(maximum));
            }
            return filled;
        }
    }

    /** What is being fetched, which ends with the query, its cancellation or its time. */
    private static final class Deliveries implements AutoCloseable {

        private final List<Fetched> open = new ArrayList<>();
        private final CountDownLatch done = new CountDownLatch(1);
        private final AtomicBoolean late = new AtomicBoolean();
        private final Cancellation.Registration registration;
        private boolean stopped;

        Deliveries(Duration timeout, Cancellation cancellation) {
            registration = cancellation.onCancel(this::stop);
            Thread.ofVirtual().name("fetching").start(() -> watch(timeout));
        }

        private void watch(Duration timeout) {
            try {
                if (!done.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    late.set(true);
                    stop();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        synchronized Fetched keep(Fetched fetched) {
            open.add(fetched);
            if (stopped) {
                fetched.close();
            }
            return fetched;
        }

        private synchronized void stop() {
            stopped = true;
            open.forEach(Fetched::close);
        }

        @Override
        public void close() {
            done.countDown();
            registration.close();
            stop();
        }
    }
}
