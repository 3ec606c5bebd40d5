package dev.hedgerow.engine.duckdb;

import static org.awaitility.Awaitility.await;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.EngineState;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.ResultTable;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.Written;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A warehouse in a directory of the test's, with a fresh namespace for each that asks. */
public record TestWarehouse(DuckDbWarehouse engine) implements AutoCloseable {

    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    public static TestWarehouse in(Path directory) {
        return in(directory, Map.of());
    }

    static TestWarehouse in(Path directory, Map<String, String> settings) {
        var warehouse = starting(directory, settings);
        await().until(() -> warehouse.engine.state() instanceof EngineState.Serving);
        return warehouse;
    }

    static TestWarehouse starting(Path directory, Map<String, String> settings) {
        var engine = new DuckDbWarehouse(directory, properties(settings), Clock.systemUTC());
        engine.start();
        return new TestWarehouse(engine);
    }

    static DuckDbProperties properties(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("", DuckDbProperties.class);
    }

    public static Namespace namespace() {
        return new Namespace("test_" + NAMESPACES.incrementAndGet());
    }

    /** The same, for those who may not know what is inside. */
    public Warehouse warehouse() {
        return engine;
    }

    public ResultTable query(Namespace namespace, String select) {
        return query(namespace, select, 1000);
    }

    public ResultTable query(Namespace namespace, String select, long maxRows) {
        return engine.fetch(namespace, select, new QueryLimits(maxRows, Duration.ofSeconds(30)), new Cancellation());
    }

    Object value(Namespace namespace, String select) {
        var value = query(namespace, select).rows().getFirst().getFirst();
        return value == null ? "null" : value;
    }

    Written materialize(Namespace namespace, TableVersion version, String select) {
        return engine.materialize(namespace, version, select, Duration.ofSeconds(60), new Cancellation());
    }

    @Override
    public void close() {
        engine.close();
    }
}
