package dev.hedgerow.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.WarehouseException.Busy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesTest {

    static final TableVersion TABLE = new TableVersion("t", 1);

    @TempDir
    Path directory;

    TestWarehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = TestWarehouse.in(
                directory, Map.of("openDatabases", "4", "queries", "2", "writes", "2", "memory", "1GB"));
    }

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    @Test
    void onlySoManyStayOpenAndNothingIsLostByClosing() {
        for (int i = 0; i < 12; i++) {
            warehouse.materialize(numbered(i), TABLE, "SELECT " + i + " AS n");
        }

        assertThat(warehouse.engine().openDatabases()).isEqualTo(4);
        for (int i = 0; i < 12; i++) {
            assertThat(warehouse.value(numbered(i), "SELECT n FROM t__v1")).isEqualTo((long) i);
        }
        assertThat(warehouse.engine().openDatabases()).isEqualTo(4);
    }

    @Test
    void whatIsInUseIsNotClosed() {
        warehouse.materialize(numbered(0), TABLE, "SELECT range AS n FROM range(10)");
        var limits = new QueryLimits(100, Duration.ofMinutes(1));

        var read = warehouse.engine().query(numbered(0), "SELECT n FROM t__v1", limits, new Cancellation(), row -> {
            for (int i = 1; i <= 6; i++) {
                warehouse.value(numbered(i), "SELECT 1");
            }
        });

        assertThat(read.rows()).isEqualTo(10);
        assertThat(warehouse.engine().openDatabases()).isEqualTo(4);
    }

    @Test
    void theOpenOnesShareTheMemoryEqually() throws Exception {
        var databases = new Databases(directory.resolve("shared"), TestWarehouse.properties(Map.of("memory", "1GB")));
        databases.clearSpill();

        try (databases) {
            for (int open = 1; open <= 3; open++) {
                try (var lease = databases.borrow(numbered(open));
                        var session = lease.database().session()) {
                    var limit = session.query("SELECT current_setting('memory_limit')", result -> {
                        result.next();
                        return result.getString(1);
                    });
                    assertThat(limit).isEqualTo(new String[] {"", "1.0 GiB", "512.0 MiB", "341.3 MiB"}[open]);
                }
            }
        }
    }

    @Test
    void manyAtOnceOpenEachDatabaseOnce() {
        IntStream.range(0, 40).parallel().forEach(i -> warehouse.value(numbered(i % 8), "SELECT " + i));

        assertThat(warehouse.engine().openDatabases()).isLessThanOrEqualTo(4);
    }

    @Test
    void aNamespaceInUseIsNotDropped() {
        var limits = new QueryLimits(1, Duration.ofMinutes(1));

        assertThatThrownBy(() -> warehouse
                        .engine()
                        .query(
                                numbered(0),
                                "SELECT 1",
                                limits,
                                new Cancellation(),
                                row -> warehouse.engine().dropNamespace(numbered(0))))
                .isInstanceOf(Busy.class);
    }

    private static Namespace numbered(int number) {
        return new Namespace("n" + number);
    }
}
