package dev.hedgerow.database;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.server.DataDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every test starts it anew on one data directory, so that only the first has to create the cluster. */
class EmbeddedPostgresTest {

    private static DataDirectory data;

    @BeforeAll
    static void openDataDirectory(@TempDir Path directory) {
        data = DataDirectory.open(directory.resolve("data"));
    }

    @AfterAll
    static void closeDataDirectory() {
        data.close();
    }

    @Test
    void itIsARecentPostgresInUtcAndUtf8ReadyForLogicalReplication() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data);
                var connection = connect(postgres)) {
            assertThat(setting(connection, "server_version")).startsWith("18.");
            assertThat(setting(connection, "server_encoding")).isEqualTo("UTF8");
            assertThat(setting(connection, "wal_level")).isEqualTo("logical");
            assertThat(setting(connection, "unix_socket_directories")).isEmpty();
            assertThat(setting(connection, "listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    static List<InetAddress> localAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("localAddresses")
    void aWrongPasswordOpensNoDoor(InetAddress local) throws Exception {
        try (var postgres = EmbeddedPostgres.start(data)) {
            var address = postgres.address();
            var url = "jdbc:postgresql://%s:%d/%s?connectTimeout=2"
                    .formatted(literal(local), address.port(), address.database());

            assertThatThrownBy(() -> DriverManager.getConnection(url, address.user(), "wrong"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isIn("28P01", "08001"));
        }
    }

    @Test
    void overLoopbackItIsThePasswordThatIsRefused() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data)) {
            var address = postgres.address();

            assertThatThrownBy(() -> DriverManager.getConnection(address.jdbcUrl(), address.user(), "wrong"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void itsFilesAreForItsOwnerAlone() throws Exception {
        try (var _ = EmbeddedPostgres.start(data)) {
            assertThat(permissions("")).isEqualTo("rwx------");
            assertThat(permissions("postgres")).isEqualTo("rwx------");
            assertThat(permissions("postgres/cluster")).isEqualTo("rwx------");
            assertThat(permissions("postgres/password")).isEqualTo("rw-------");
        }
    }

    @Test
    void aSecondStartKeepsThePortAndTheData() throws Exception {
        int port;
        try (var first = EmbeddedPostgres.start(data)) {
            execute(first, "CREATE TABLE kept AS SELECT 42 AS answer");
            port = first.address().port();
        }

        try (var second = EmbeddedPostgres.start(data)) {
            assertThat(second.address().port()).isEqualTo(port);
            assertThat(ask(second, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void aPortThatIsTakenIsLeftToItsNewOwner() throws Exception {
        int port;
        try (var first = EmbeddedPostgres.start(data)) {
            port = first.address().port();
        }

        try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
                var second = EmbeddedPostgres.start(data)) {
            assertThat(second.address().port()).isNotEqualTo(port);
            assertThat(ask(second, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aServerThatIsKilledComesBackByItselfWithWhatWasCommitted() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data);
                var _ = connect(postgres)) {
            execute(postgres, "CREATE TABLE survivor AS SELECT 42 AS answer");

            kill(postgres);

            await().atMost(30, SECONDS)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(ask(postgres, "SELECT answer FROM survivor"))
                            .isEqualTo("42"));
        }
    }

    @Test
    void aServerThatAKilledPredecessorLeftBehindIsReplaced() throws Exception {
        EmbeddedPostgres.start(data).close();
        var programs = PostgresPrograms.in(data.resolve("postgres/18.6"));
        programs.run("pg_ctl", "start", "--wait", "--pgdata=" + cluster(), "--log=" + data.resolve("postgres/log"));
        var leftover = Leftover.processId(cluster());

        try (var postgres = EmbeddedPostgres.start(data)) {
            await().atMost(10, SECONDS)
                    .untilAsserted(() -> assertThat(ProcessHandle.of(leftover)).isEmpty());
            assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aProcessIdThatIsAStrangersByNowIsNoObstacle() throws Exception {
        EmbeddedPostgres.start(data).close();
        var stranger = new ProcessBuilder("sleep", "60").start();
        Files.writeString(cluster().resolve("postmaster.pid"), stranger.pid() + "\n" + cluster() + "\n");

        try (var postgres = EmbeddedPostgres.start(data)) {
            assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    private static Path cluster() {
        return data.resolve("postgres/cluster");
    }

    private static void kill(EmbeddedPostgres postgres) throws IOException {
        assertThat(postgres.address().host()).isEqualTo("127.0.0.1");
        ProcessHandle.of(Leftover.processId(cluster())).orElseThrow().destroyForcibly();
    }

    private static String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name)));
    }

    private static String literal(InetAddress address) {
        var text = address.getHostAddress();
        return text.contains(":") ? "[" + text.replaceFirst("%.*", "") + "]" : text;
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        var address = postgres.address();
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        return ask(connection, "SHOW " + name);
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres)) {
            return ask(connection, sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
