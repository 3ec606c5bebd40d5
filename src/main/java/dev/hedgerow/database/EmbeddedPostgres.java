package dev.hedgerow.database;

import dev.hedgerow.database.PostgresPrograms.Outcome;
import dev.hedgerow.server.DataDirectory;
import dev.hedgerow.server.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL of our own below the data directory, reachable from this machine only and only with its password.
 *
 * <p>It runs in a session of its own (pg_ctl sees to that): a ctrl-C meant for us must not take the database away from
 * requests that are still being answered. When we are killed it stays behind, and the next start deals with it. One
 * process at a time comes here, since one at a time holds the data directory.
 */
final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final String VERSION = "18.6";
    private static final String USER = "hedgerow";
    private static final String DATABASE = "hedgerow";
    private static final String HOST = "127.0.0.1";
    private static final int ATTEMPTS = 10;

    private final Path home;
    private final Path cluster;
    private final PostgresPrograms programs;
    private final PostgresAddress address;
    private boolean closed;

    private EmbeddedPostgres(Path home, PostgresPrograms programs, PostgresAddress address) {
        this.home = home;
        this.cluster = home.resolve("cluster");
        this.programs = programs;
        this.address = address;
    }

    static EmbeddedPostgres start(DataDirectory data) {
        var home = data.resolve("postgres");
        var password = data.secret("postgres/password", EmbeddedPostgres::randomPassword);
        try {
            var binaries = home.resolve(VERSION);
            PostgresBinaries.unpackInto(binaries);
            var programs = PostgresPrograms.in(binaries);
            new Leftover(home.resolve("cluster"), programs).clear();
            var address = new PostgresAddress(HOST, port(home.resolve("port")), DATABASE, USER, password, Map.of());
            var postgres = new EmbeddedPostgres(home, programs, address);
            postgres.initialize();
            postgres.launch();
            postgres.createDatabase();
            return postgres;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static String randomPassword() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * The port of the last start, since clients of the managed warehouse have noted it down, unless it is taken now.
     */
    private static int port(Path file) throws IOException {
        var last = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
        var port = last != 0 && isFree(last) ? last : anyFree();
        if (port != last) {
            if (last != 0) log.warn("Port {} of the embedded PostgreSQL is taken: it moves to {}", last, port);
            Files.writeString(file, port + "\n");
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral(HOST))) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int anyFree() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            return socket.getLocalPort();
        }
    }

    PostgresAddress address() {
        return address;
    }

    /** Made beside its place and moved there, so that a cluster of that name is always whole. */
    private void initialize() throws IOException {
        if (Files.exists(cluster)) return;
        var draft = home.resolve("cluster.draft");
        FileSystemUtils.deleteRecursively(draft);
        var made = programs.run(
                "initdb",
                "--pgdata=" + draft,
                "--username=" + USER,
                "--pwfile=" + home.resolve("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions");
        if (!made.successful())
            throw new StartRefused("PostgreSQL cannot create %s: %s".formatted(draft, made.lastLine()));
        Files.move(draft, cluster);
    }

    /** Both files are ours as a whole, so that an upgrade of Hedgerow brings its settings along. */
    private void configure() throws IOException {
        Files.writeString(cluster.resolve("pg_hba.conf"), "host all all %s/32 scram-sha-256\n".formatted(HOST));
        Files.writeString(cluster.resolve("postgresql.conf"), """
                listen_addresses = '%s'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                max_connections = 200
                shared_buffers = '128MB'
                wal_level = 'logical'
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_line_prefix = '%%m [%%p] '
                """.formatted(address.host(), address.port()));
    }

    private void launch() throws IOException {
        configure();
        var started = start();
        // After a crash the server refuses until the last backend of its predecessor has noticed and gone.
        for (var attempt = 1; !started.successful() && attempt < ATTEMPTS; attempt++) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            started = start();
        }
        if (!started.successful()) {
            throw new StartRefused("PostgreSQL does not start, see %s: %s".formatted(logFile(), started.lastLine()));
        }
        ProcessHandle.of(Leftover.processId(cluster)).ifPresent(this::watch);
    }

    private void watch(ProcessHandle server) {
        Thread.ofVirtual().name("postgres").start(() -> {
            server.onExit().join();
            revive();
        });
    }

    /** Nobody else restarts it: our process lives on, so whoever supervises that sees no reason to. */
    private synchronized void revive() {
        if (closed) return;
        log.error("PostgreSQL has died, see {}: starting it again", logFile());
        try {
            launch();
        } catch (IOException | RuntimeException failed) {
            log.error("PostgreSQL stays down", failed);
        }
    }

    private Outcome start() throws IOException {
        return programs.run("pg_ctl", "start", "--wait", "--timeout=120", "--pgdata=" + cluster, "--log=" + logFile());
    }

    private Path logFile() {
        return home.resolve("log");
    }

    private void createDatabase() {
        var maintenance = address.withDatabase("postgres");
        try (var connection = DriverManager.getConnection(maintenance.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement()) {
            var found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '%s'".formatted(DATABASE));
            if (!found.next()) statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException refused) {
            throw new StartRefused("the embedded PostgreSQL refuses us: " + refused.getMessage(), refused);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        try {
            var stopped = programs.stop(cluster);
            if (!stopped.successful()) log.warn("PostgreSQL did not stop: {}", stopped.lastLine());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
