import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Executors;

/** The tables of the DAG that bench/views.sh builds, made by the bare driver: no server, no runs, no names. */
final class BareTables {

    public static void main(String[] arguments) throws Exception {
        var levels = Integer.parseInt(arguments[0]);
        var width = Integer.parseInt(arguments[1]);
        var directory = Files.createTempDirectory("bare");
        var file = directory.resolve("bare.duckdb");
        try (var database = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            build(file, levels, 1, "warm_up_");
            var start = System.nanoTime();
            build(file, levels, width, "m_");
            var millis = (System.nanoTime() - start) / 1e6;
            System.out.printf("%.2f%n", millis / (levels * width));
        } finally {
            try (var files = Files.list(directory)) {
                for (var left : files.toList()) {
                    Files.delete(left);
                }
            }
            Files.delete(directory);
        }
    }

    /** Level by level, four tables at a time, each in a transaction of its own. */
    private static void build(Path file, int levels, int width, String prefix) throws Exception {
        for (int level = 0; level < levels; level++) {
            try (var pool = Executors.newFixedThreadPool(4)) {
                for (int i = 0; i < width; i++) {
                    var table = prefix + level + "_" + i;
                    var above = prefix + (level - 1) + "_" + i;
                    var select = level == 0
                            ? "SELECT range AS a FROM range(1000)"
                            : "SELECT a + 1 AS a FROM " + above;
                    pool.submit(() -> create(file, table, select));
                }
            }
        }
    }

    private static Void create(Path file, String table, String select) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + table + " AS " + select);
            return null;
        }
    }
}
