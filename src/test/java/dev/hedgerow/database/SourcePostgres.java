package dev.hedgerow.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL that is somebody else's, to be a source: with passwords, with TLS, with logical replication. One runs
 * for all tests of a process; each test class has a database in it.
 */
public final class SourcePostgres {

    public static final String USER = "owner";
    public static final String PASSWORD = "s3cret'\\ pass";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path home;
    private final PostgresPrograms programs;
    private final int port;

    private SourcePostgres(Path home, PostgresPrograms programs, int port) {
        this.home = home;
        this.programs = programs;
        this.port = port;
    }

    /** Started by the first who asks. */
    public static SourcePostgres shared() {
        return Shared.INSTANCE;
    }

    /** One that can be stopped without anybody else noticing. */
    public static SourcePostgres own(String name) {
        try {
            return start(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        static final SourcePostgres INSTANCE = own("shared");
    }

    private static SourcePostgres start(String name) throws IOException {
        var directory = Path.of("target/test-source/postgres").toAbsolutePath();
        Files.createDirectories(directory);
        var binaries = directory.resolve("18.6");
        PostgresBinaries.unpackInto(binaries);
        var programs = PostgresPrograms.in(binaries);
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        var postgres = new SourcePostgres(directory.resolve(name), programs, port);
        postgres.initialize();
        postgres.launch();
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::stop));
        return postgres;
    }

    private void initialize() throws IOException {
        var cluster = home.resolve("cluster");
        new Leftover(cluster, programs).clear();
        if (Files.exists(cluster)) {
            return;
        }
        Files.createDirectories(home);
        Files.writeString(home.resolve("password"), PASSWORD);
        require(programs.run(
                "initdb",
                "--pgdata=" + cluster,
                "--username=" + USER,
                "--pwfile=" + home.resolve("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions"));
        TestCertificate.writeTo(cluster.resolve("server.crt"), cluster.resolve("server.key"));
    }

    private void launch() throws IOException {
        var cluster = home.resolve("cluster");
        Files.writeString(cluster.resolve("pg_hba.conf"), """
                hostnossl tls_only all 127.0.0.1/32 reject
                host all all 127.0.0.1/32 scram-sha-256
                host replication all 127.0.0.1/32 scram-sha-256
                """);
        Files.writeString(cluster.resolve("postgresql.conf"), """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                wal_level = 'logical'
                max_replication_slots = 20
                max_wal_senders = 20
                fsync = off
                ssl = on
                timezone = 'America/New_York'
                lc_messages = 'C'
                """.formatted(port));
        require(programs.run(
                "pg_ctl", "start", "--wait", "--timeout=120", "--pgdata=" + cluster, "--log=" + home.resolve("log")));
    }

    private static void require(PostgresPrograms.Outcome outcome) {
        if (!outcome.successful()) {
            throw new IllegalStateException(outcome.output());
        }
    }

    /** As if somebody had pulled the plug. */
    public void kill() {
        run("stop", "--mode=immediate");
    }

    public void stop() {
        run("stop", "--mode=fast");
    }

    private void run(String action, String mode) {
        try {
            programs.run("pg_ctl", action, mode, "--wait", "--pgdata=" + home.resolve("cluster"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public Path certificate() {
        return home.resolve("cluster/server.crt");
    }

    /** A new and empty database. */
    public Database database() {
        var name = "source_%d_%d".formatted(ProcessHandle.current().pid(), DATABASES.incrementAndGet());
        execute("postgres", "CREATE DATABASE " + name);
        return new Database(this, name);
    }

    /** Makes the database that pg_hba.conf shows to nobody without TLS. */
    public void tlsOnly() {
        execute("postgres", "DROP DATABASE IF EXISTS tls_only");
        execute("postgres", "CREATE DATABASE tls_only");
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable".formatted(port, database), USER, PASSWORD);
    }

    private void execute(String database, String sql) {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A database of the server. */
    public record Database(SourcePostgres server, String name) {

        public void execute(String sql) {
            server.execute(name, sql);
        }

        public Connection connect() throws SQLException {
            return server.connect(name);
        }

        /** What a person would fill in. */
        public Map<String, Object> settings() {
            return new java.util.HashMap<>(Map.of(
                    "host", "127.0.0.1",
                    "port", String.valueOf(server.port),
                    "database", name,
                    "user", USER,
                    "password", PASSWORD));
        }
    }
}
