package dev.hedgerow.connector.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.ConnectorException.Transient;
import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.connector.network.Route.Line;
import dev.hedgerow.connector.network.TestTunnel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way to a server, by the real driver, as far as one gets without a server that lets in. */
class SqlServerConnectionTest {

    private static final int PRELOGIN = 0x12;

    private static final Map<String, Object> SETTINGS =
            Map.of("host", "127.0.0.1", "port", "1", "database", "app", "user", "reader", "password", "hunter2");

    @Test
    void missingFieldsAreNamedTogether() {
        assertThatThrownBy(() -> connector().source(Map.of("user", "x", "port", "many")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith("Invalid source config: Required field 'host' is missing, ")
                .hasMessageContaining("Field 'port' has an invalid value")
                .hasMessageContaining("Required field 'password' is missing");
    }

    @Test
    void namedInstancesAreRefused() {
        assertThatThrownBy(() -> source(Map.of("host", "db\\SQLEXPRESS"))).isInstanceOf(InvalidSettings.class);
    }

    @Test
    void aClosedPortMayOpenAgain() {
        assertThatThrownBy(source(Map.of())::test)
                .isInstanceOf(Transient.class)
                .hasMessage("Could not connect to the host on the port given");
    }

    @Test
    void anUnknownHostMayBecomeKnown() {
        assertThatThrownBy(source(Map.of("host", "nowhere.invalid"))::test)
                .isInstanceOf(Transient.class)
                .hasMessageStartingWith("Could not connect to the host: could not resolve");
    }

    @Test
    void internalHostsAreRefusedWhereTheyAreBlocked() {
        var source = new SqlServerConnector(HostPolicy.of(true)).source(SETTINGS);

        assertThatThrownBy(source::test).isInstanceOf(Permanent.class).hasMessageContaining("internal");
    }

    @Test
    void whoHangsUpIsNoSqlServer() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var greeting = greeting(server);

            assertThatThrownBy(source(Map.of("port", server.getLocalPort()))::test)
                    .isInstanceOf(Transient.class)
                    .hasMessageNotContaining("hunter2");
            assertThat(greeting.join()).isEqualTo(PRELOGIN);
        }
    }

    @Test
    void theDriverConnectsWhereItIsToldToWhateverTheNameMeans() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            var greeting = greeting(server);
            var settings = new HashMap<>(SETTINGS);
            settings.put("host", "localhost");
            var database = new SqlServerDatabase(SqlServerSettings.of(settings));

            assertThatThrownBy(() -> database.connect(line("127.0.0.2", server.getLocalPort())))
                    .isInstanceOf(SQLException.class);

            assertThat(greeting.join()).isEqualTo(PRELOGIN);
        }
    }

    @Test
    void aTunnelLeadsThere() throws Exception {
        try (var tunnel = TestTunnel.start();
                var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var greeting = greeting(server);
            var source = source(Map.of(
                    "port", server.getLocalPort(), "ssh_tunnel", tunnel.settings("password", TestTunnel.PASSWORD)));

            assertThatThrownBy(source::test).isInstanceOf(Transient.class);

            assertThat(greeting.join()).isEqualTo(PRELOGIN);
            assertThat(tunnel.forwarded()).isPositive();
        }
    }

    @Test
    void theConnectionIsEncryptedAndStreams() {
        assertThat(new SqlServerDatabase(SqlServerSettings.of(SETTINGS)).properties(line("127.0.0.1", 1)))
                .containsEntry("encrypt", "true")
                .containsEntry("responseBuffering", "adaptive")
                .containsEntry("socketFactoryConstructorArg", "127.0.0.1/1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            18456 | Permanent | rejected the username or password
            4060  | Permanent | database
            18486 | Permanent | locked
            40615 | Permanent | firewall
            40613 | Transient | connect
            """)
    void theServersNumbersSayWhyNobodyIsLetIn(int number, String kind, String words) {
        assertThat(SqlServerFailures.connecting(new SQLException("Login failed", "S0001", number)))
                .hasMessageContaining(words)
                .satisfies(failure ->
                        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            208  | 16 | Invalid object name 'x'. ClientConnectionId:8d1c | Permanent | SQL Server refused: Invalid object name 'x'.
            229  | 14 | no permission               | Permanent | SQL Server refused: no permission
            1205 | 13 | deadlock victim             | Transient | SQL Server could not go on: deadlock victim
            701  | 17 | out of memory               | Transient | SQL Server could not go on: out of memory
            0    | 0  | The query has timed out.    | Transient | SQL Server took too long.
            0    | 0  | Connection reset            | Transient | The connection to SQL Server broke off.
            """)
    void theServersNumbersSayWhatMayPass(int number, int severity, String message, String kind, String words) {
        assertThat(SqlServerFailures.working(number, severity, new SQLException(message, "S0001", number)))
                .hasMessage(words)
                .satisfies(failure ->
                        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind));
    }

    /** The first byte that somebody sends, who is then hung up on. */
    private static CompletableFuture<Integer> greeting(ServerSocket server) {
        return CompletableFuture.supplyAsync(() -> {
            try (var client = server.accept()) {
                return client.getInputStream().read();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Line line(String address, int port) {
        return new Line() {
            @Override
            public List<InetSocketAddress> addresses() {
                return List.of(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            }

            @Override
            public boolean crossesTheInternet() {
                return false;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    private static SqlServerConnector connector() {
        return new SqlServerConnector(HostPolicy.of(false));
    }

    private static RemoteSource source(Map<String, ?> changed) {
        var settings = new HashMap<>(SETTINGS);
        settings.putAll(changed);
        return connector().source(settings);
    }
}
