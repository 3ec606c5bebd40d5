package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.ChangeCapture;
import dev.hedgerow.connector.Connector.Release;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.database.SourcePostgres;
import dev.hedgerow.database.SourcePostgres.Database;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.duckdb.TestWarehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table from PostgreSQL into the warehouse beside psql, which only reads it; both in one run and taking turns. Not
 * among the tests, by its name: {@code bench/sync.sh}.
 */
class SyncBenchmark {

    static final int ROUNDS = 5;
    static final Namespace NAMESPACE = new Namespace("bench");

    @TempDir
    Path directory;

    @Test
    void measure() throws Exception {
        var database = SourcePostgres.shared().database();
        var source = new PostgresConnector("Postgres", Release.GENERALLY_AVAILABLE, HostPolicy.of(false))
                .source(database.settings());
        try (var warehouse = TestWarehouse.in(directory)) {
            create(database, "million", 1_000_000);
            var psql = new ArrayList<Double>();
            var ours = new ArrayList<Double>();
            for (int round = 1; round <= ROUNDS; round++) {
                psql.add(seconds(() -> psql(database)));
                int version = round;
                ours.add(seconds(() -> load(warehouse, source, "million", version)));
            }
            report("1M rows x 10 columns, s: psql COPY TO STDOUT > /dev/null", median(psql));
            report("1M rows x 10 columns, s: into the warehouse", median(ours));
            report("1M rows x 10 columns: ratio", median(ours) / median(psql));
            create(database, "millions", 5_000_000);
            report("5M rows x 10 columns, s", seconds(() -> load(warehouse, source, "millions", 1)));
            report("peak resident memory, MB", peak());
        }
        changes(database, source);
    }

    /** What the stream can give, decoded and typed, to whoever does nothing with it. */
    private static void changes(Database database, RemoteSource source) throws Exception {
        var capture = source.changes().orElseThrow();
        var settings = new ChangeCapture.Settings("slot_" + database.name(), "bench", true);
        database.execute("CREATE TABLE changing AS SELECT * FROM million WHERE false");
        database.execute("ALTER TABLE changing ADD PRIMARY KEY (id)");
        capture.prepare(settings, Set.of(new TablePath("public", "changing")));
        database.execute("INSERT INTO changing SELECT * FROM million LIMIT 200000");
        try (var stream = capture.open(settings, Map.of())) {
            report(
                    "changes per second",
                    200_000
                            / seconds(() -> {
                                for (int read = 0; read < 200_000; ) {
                                    read += stream.poll(10_000, Duration.ofSeconds(1))
                                            .changes()
                                            .size();
                                }
                            }));
        } finally {
            capture.drop(settings);
        }
    }

    private static void create(Database database, String table, int rows) {
        database.execute("""
                CREATE TABLE %s AS
                SELECT n::bigint AS id, (n %% 1000)::int AS number, nullif('name ' || n %% 50, 'name 7') AS name,
                       'a note on row ' || n AS note, (n * 0.37)::numeric(18,2) AS amount, n / 3.0::float8 AS x,
                       n %% 2 = 0 AS flag, timestamptz '2024-01-01' + n * interval '1 second' AS seen,
                       date '2000-01-01' + n %% 9000 AS day, jsonb_build_object('n', n) AS doc
                  FROM generate_series(1, %d) n
                """.formatted(table, rows));
        database.execute("VACUUM ANALYZE " + table);
    }

    private static void psql(Database database) throws Exception {
        var process = new ProcessBuilder(
                "psql",
                "-qX",
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(database.server().port()),
                "-U",
                SourcePostgres.USER,
                "-c",
                "COPY million TO STDOUT",
                database.name());
        process.environment().put("PGPASSWORD", SourcePostgres.PASSWORD);
        process.environment().put("PGSSLMODE", "prefer");
        process.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
        if (process.start().waitFor() != 0) {
            throw new IllegalStateException("psql failed");
        }
    }

    private static void load(TestWarehouse warehouse, RemoteSource source, String table, int version) {
        try (var reader = source.read(TableRead.of(new TablePath("public", table)))) {
            warehouse.warehouse().load(NAMESPACE, new TableVersion(table, version), reader.all(), new Cancellation());
        }
    }

    /** Of this process, which is the tests' own; PostgreSQL is another. */
    private static double peak() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .mapToDouble(Double::parseDouble)
                        .findFirst()
                        .orElse(0)
                / 1024;
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
}
