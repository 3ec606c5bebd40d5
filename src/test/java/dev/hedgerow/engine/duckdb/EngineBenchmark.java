package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.RowBatch;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableVersion;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the engine costs over the bare driver, both in one run and taking turns. Not among the tests, by its name:
 * {@code ./mvnw test -Dtest=EngineBenchmark}.
 */
class EngineBenchmark {

    static final int ROWS = 1_000_000;
    static final int ROUNDS = 5;
    static final Namespace NAMESPACE = new Namespace("bench");
    static final String ANSWER = "SELECT id, name, amount, seen FROM bench ORDER BY id LIMIT 100";
    static final String AGGREGATE =
            "SELECT name, count(*), sum(amount), max(seen) FROM bench GROUP BY name ORDER BY name";

    @TempDir
    Path directory;

    @Test
    void measure() throws Exception {
        try (var warehouse = TestWarehouse.in(directory.resolve("ours"));
                var bare = DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("bare.duckdb"))
                        .unwrap(DuckDBConnection.class)) {
            load(warehouse, bare);
            warehouse.materialize(NAMESPACE, new TableVersion("bench", 1), "SELECT * FROM loaded__v" + ROUNDS);
            try (var statement = bare.createStatement()) {
                statement.execute("CREATE TABLE bench__v1 AS SELECT * FROM loaded" + ROUNDS);
            }
            answers(warehouse, bare);
            throughput(warehouse, bare);
        }
    }

    private static void load(TestWarehouse warehouse, DuckDBConnection bare) throws Exception {
        var ours = new ArrayList<Double>();
        var appender = new ArrayList<Double>();
        for (int round = 1; round <= ROUNDS; round++) {
            var version = new TableVersion("loaded", round);
            ours.add(seconds(() -> warehouse.engine().load(NAMESPACE, version, new Rows(), new Cancellation())));
            var table = "loaded" + round;
            appender.add(seconds(() -> append(bare, table)));
        }
        report("load of 1M rows x 10 columns, rows/s: engine", ROWS / median(ours));
        report("load of 1M rows x 10 columns, rows/s: bare Appender", ROWS / median(appender));
    }

    private static void answers(TestWarehouse warehouse, Connection bare) throws Exception {
        var ours = new ArrayList<Double>();
        var alone = new ArrayList<Double>();
        for (int i = 0; i < 300; i++) {
            ours.add(seconds(() -> warehouse.query(NAMESPACE, physical(ANSWER))));
            alone.add(seconds(() -> read(bare, ANSWER)));
        }
        report("answer of 100 rows, ms: engine", 1000 * median(ours));
        report("answer of 100 rows, ms: bare", 1000 * median(alone));
    }

    private static void throughput(TestWarehouse warehouse, DuckDBConnection bare) throws Exception {
        var ours = new ArrayList<Double>();
        var alone = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            ours.add(perSecond(() -> warehouse.query(NAMESPACE, physical(AGGREGATE))));
            alone.add(perSecond(() -> {
                try (var connection = bare.duplicate()) {
                    read(connection, AGGREGATE);
                }
            }));
        }
        report("aggregates of 1M rows at 4 clients, 1/s: engine", median(ours));
        report("aggregates of 1M rows at 4 clients, 1/s: bare", median(alone));
    }

    private static double perSecond(Work work) throws Exception {
        int clients = 4;
        int each = 25;
        var took = seconds(() -> {
            try (var threads = Executors.newFixedThreadPool(clients)) {
                var running = new ArrayList<java.util.concurrent.Future<?>>();
                for (int client = 0; client < clients; client++) {
                    running.add(threads.submit(() -> {
                        for (int i = 0; i < each; i++) {
                            work.run();
                        }
                        return null;
                    }));
                }
                for (var client : running) {
                    client.get();
                }
            }
        });
        return clients * each / took;
    }

    private static String physical(String sql) {
        return sql.replace("bench", "bench__v1");
    }

    private static void read(Connection connection, String sql) throws Exception {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(physical(sql))) {
            while (result.next()) {
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    result.getObject(i);
                }
            }
        }
    }

    private static void append(DuckDBConnection connection, String table) throws Exception {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (id BIGINT, number BIGINT, name VARCHAR, note VARCHAR,"
                    + " amount DECIMAL(18,2), x DOUBLE, flag BOOLEAN, seen TIMESTAMPTZ, day DATE, doc JSON)");
        }
        try (var appender = connection.createAppender(table)) {
            for (long row = 0; row < ROWS; row++) {
                appender.beginRow()
                        .append(row)
                        .append(row * 7)
                        .append("name " + row % 100)
                        .append("a note on row " + row)
                        .append(BigDecimal.valueOf(row, 2))
                        .append(row / 3.0)
                        .append(row % 2 == 0)
                        .appendEpochMicros(1_700_000_000_000_000L + row)
                        .appendEpochDays((int) (row % 20_000))
                        .append("{\"n\": " + row + "}")
                        .endRow();
            }
        }
    }

    private static double seconds(Work work) throws Exception {
        var started = System.nanoTime();
        work.run();
        return (System.nanoTime() - started) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void report(String what, double value) {
        System.out.printf("BENCH %s = %.2f%n", what, value);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    /** The same rows as the bare run appends. */
    private static final class Rows implements RowSource {

        private long next;

        @Override
        public List<SourceColumn> columns() {
            return List.of(
                    new SourceColumn("id", Simple.INTEGER),
                    new SourceColumn("number", Simple.INTEGER),
                    new SourceColumn("name", Simple.TEXT),
                    new SourceColumn("note", Simple.TEXT),
                    new SourceColumn("amount", new Decimal(18, 2)),
                    new SourceColumn("x", Simple.DOUBLE),
                    new SourceColumn("flag", Simple.BOOLEAN),
                    new SourceColumn("seen", Simple.INSTANT),
                    new SourceColumn("day", Simple.DATE),
                    new SourceColumn("doc", Simple.JSON));
        }

        @Override
        public int fill(RowBatch batch) {
            int filled = 0;
            for (; filled < batch.capacity() && next < ROWS; filled++, next++) {
                batch.setLong(filled, 0, next);
                batch.setLong(filled, 1, next * 7);
                batch.setUtf8(filled, 2, utf8("name " + next % 100));
                batch.setUtf8(filled, 3, utf8("a note on row " + next));
                batch.setDecimal(filled, 4, BigDecimal.valueOf(next, 2));
                batch.setDouble(filled, 5, next / 3.0);
                batch.setBoolean(filled, 6, next % 2 == 0);
                batch.setTimestamp(filled, 7, 1_700_000_000_000_000L + next);
                batch.setDate(filled, 8, (int) (next % 20_000));
                batch.setUtf8(filled, 9, utf8("{\"n\": " + next + "}"));
            }
            return filled;
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
