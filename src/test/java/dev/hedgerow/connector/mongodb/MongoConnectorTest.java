package dev.hedgerow.connector.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.bson.Document;
import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.ConnectorException.Transient;
import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.connector.network.TestHosts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings, the way to the server, and what is said when there is none; against a server in memory, not MongoDB. */
class MongoConnectorTest {

    private InMemoryMongo server;

    @BeforeEach
    void start() {
        server = new InMemoryMongo();
        server.collection("orders", List.of(), "{_id: 1}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void goodSettingsLetIn() {
        source(server.settings()).test();
    }

    @Test
    void theFieldNamesTheDatabaseBeforeTheStringDoes() {
        source(Map.of(
                        "connection_string",
                        "mongodb://127.0.0.1:%d/elsewhere".formatted(server.port()),
                        "database_name",
                        "shop"))
                .test();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NULL                                       | Invalid source config: Required field 'connection_string' is missing
            postgres://u:hunter2@host/shop             | The connection string has to begin with mongodb:// or mongodb+srv://.
            mongodb://u:hun@ter2@host/shop             | The connection string is not valid. Special characters in the username and the password have to be percent-encoded, such as %40 for @.
            mongodb://u:hunter2@host:port/shop         | The connection string is not valid. Special characters in the username and the password have to be percent-encoded, such as %40 for @.
            mongodb+srv://u:hunter2@a.b.c:1/shop       | The connection string is not valid. Special characters in the username and the password have to be percent-encoded, such as %40 for @.
            mongodb://u:hunter2@host/                  | Name the database: in database_name, or in the connection string, as in mongodb+srv://cluster.example.com/database.
            mongodb://%2Ftmp%2Fmongodb.sock/shop       | The connection string must name hosts, not files.
            mongodb://u:hunter2@host/shop?proxyHost=p  | The connection string must not lead through a proxy.
            mongodb://k:hunter2@host/shop?authMechanism=MONGODB-AWS | Only a username and a password (SCRAM) let in here, not MONGODB-AWS.
            mongodb://host/shop?authMechanism=MONGODB-OIDC&authMechanismProperties=ENVIRONMENT:azure,TOKEN_RESOURCE:x | Only a username and a password (SCRAM) let in here, not MONGODB-OIDC.
            """, nullValues = "NULL", quoteCharacter = '`')
    void whatCannotBeRightIsRefusedWithoutRepeatingIt(@Nullable String text, String message) {
        assertThatThrownBy(() -> source(text == null ? Map.of() : Map.of("connection_string", text)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(message);
    }

    @Test
    void whatCannotBeADatabaseIsRefused() {
        var settings = Map.of("connection_string", "mongodb://host/", "database_name", "a/b");

        assertThatThrownBy(() -> source(settings))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("'a/b' cannot be the name of a database.");
    }

    @Test
    void secretsAreNotShown() {
        var source = source(Map.of("connection_string", "mongodb://reader:hunter2@host:1,other/shop"));

        assertThat(source.server()).isEqualTo("host:1,other");
        assertThat(source.toString()).doesNotContain("hunter2", "reader");
    }

    @Test
    void aWrongPasswordIsForThePersonToChange() {
        server.refuse("saslStart", 18, "Authentication failed for hunter2.");
        var source = source(
                Map.of("connection_string", "mongodb://reader:hunter2@127.0.0.1:%d/shop".formatted(server.port())));

        assertThatThrownBy(source::test)
                .isInstanceOf(Permanent.class)
                .hasMessage("MongoDB rejected the username or password.");
    }

    @Test
    void aDatabaseWithoutCollectionsIsNone() {
        var settings = Map.of("connection_string", server.settings().get("connection_string"), "database_name", "no");

        assertThatThrownBy(source(settings)::test)
                .isInstanceOf(Permanent.class)
                .hasMessage("The database 'no' does not exist, or has no collection that this user may read.");
    }

    @Test
    void aClosedPortMayOpenAgain() {
        assertThatThrownBy(at("127.0.0.1:1")::test)
                .isInstanceOf(Transient.class)
                .hasMessage("Could not connect to the host on the port given");
    }

    @Test
    void anUnknownHostMayBecomeKnown() {
        assertThatThrownBy(at("nowhere.invalid")::test)
                .isInstanceOf(Transient.class)
                .hasMessageStartingWith("Could not connect to the host: could not resolve");
    }

    @Test
    void whatDoesNotAnswerTimesOut() throws IOException {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(at("127.0.0.1:" + silent.getLocalPort())::test)
                    .isInstanceOf(Transient.class)
                    .hasMessageStartingWith("Connection timed out.");
        }
    }

    @Test
    void whatSpeaksInTheClearIsNoTls() throws IOException {
        try (var plain = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpOn(plain));

            assertThatThrownBy(
                            source(Map.of(
                                    "connection_string",
                                    InMemoryMongo.uri("127.0.0.1:" + plain.getLocalPort()) + "&tls=true"))::test)
                    .isInstanceOf(Permanent.class)
                    .hasMessage("The server does not speak TLS on this port.");
        }
    }

    /** As a server does with what it takes for a message of absurd length. */
    private static void hangUpOn(ServerSocket plain) {
        while (!plain.isClosed()) {
            try (var client = plain.accept()) {
                client.getInputStream().read();
            } catch (IOException _) {
                return;
            }
        }
    }

    @Test
    void theCertificateIsVerifiedUnlessThatIsOff() throws Exception {
        try (var secured = InMemoryMongo.withTls()) {
            var uri = InMemoryMongo.uri("localhost:" + secured.port()) + "&tls=true";

            assertThatThrownBy(source(Map.of("connection_string", uri))::test)
                    .isInstanceOf(Permanent.class)
                    .hasMessageContaining("certificate");
            assertThat(source(Map.of("connection_string", uri + "&tlsAllowInvalidCertificates=true"))
                            .discover())
                    .isEmpty();
        }
    }

    @Test
    void internalHostsAreRefusedWhereTheyAreBlocked() {
        var source = new MongoConnector(HostPolicy.of(true)).source(server.settings());

        assertThatThrownBy(source::test)
                .isInstanceOf(Permanent.class)
                .hasMessage("Hosts with internal IP addresses are not allowed");
    }

    @Test
    void theMembersThatAReplicaSetAnnouncesAreLookedUpUnderTheRules() {
        server.answer("ismaster", (_, usual) -> member(usual.get()));
        server.answer("hello", (_, usual) -> member(usual.get()));
        var seed = Map.of("connection_string", InMemoryMongo.uri("seed.test:" + server.port()) + "&replicaSet=rs");
        var both = Map.of("seed.test", "127.0.0.1", "member.test", "127.0.0.1");

        new MongoSource(MongoSettings.of(seed), TestHosts.policy(false, both), null).test();

        var seedOnly = TestHosts.policy(false, Map.of("seed.test", "127.0.0.1"));
        assertThatThrownBy(new MongoSource(MongoSettings.of(seed), seedOnly, null)::test)
                .isInstanceOf(Transient.class)
                .hasMessageStartingWith("Could not connect to the host: could not resolve");
    }

    private Document member(Document hello) {
        return hello.append("setName", "rs")
                .append("hosts", List.of("member.test:" + server.port()))
                .append("me", "member.test:" + server.port());
    }

    @Test
    void theHostsOfSrvRecordsAreLookedUpUnderTheRules() {
        var srv = MongoSettings.of(Map.of(
                "connection_string", "mongodb+srv://cluster.example.com/shop?tls=false&serverSelectionTimeoutMS=2000"));
        var hosts = Map.of("one.cluster.example.com", "127.0.0.1");

        new MongoSource(srv, TestHosts.policy(false, hosts), this::records).test();

        assertThatThrownBy(new MongoSource(srv, TestHosts.policy(true, hosts), this::records)::test)
                .isInstanceOf(Permanent.class)
                .hasMessage("Hosts with internal IP addresses are not allowed");
        assertThatThrownBy(new MongoSource(srv, TestHosts.policy(false, hosts), (_, _) -> List.of())::test)
                .isInstanceOf(Transient.class)
                .hasMessageContaining("no SRV records");
    }

    private List<String> records(String name, String type) {
        return type.equals("SRV") && name.equals("_mongodb._tcp.cluster.example.com")
                ? List.of("0 0 %d one.cluster.example.com.".formatted(server.port()))
                : List.of();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            13    | not authorized on shop to execute command | Permanent | MongoDB refused: not authorized on shop to execute command
            50    | operation exceeded time limit             | Transient | MongoDB took too long.
            239   | Read timestamp is older than the oldest   | Transient | MongoDB did not keep the moment that is read for long enough. The parameter minSnapshotHistoryWindowInSeconds says for how long it does.
            11600 | interrupted at shutdown                   | Transient | MongoDB could not go on: interrupted at shutdown
            """)
    void theServersNumbersSayWhy(int code, String words, String kind, String message) {
        server.refuse("listCollections", code, words);

        assertThatThrownBy(source(server.settings())::test)
                .isInstanceOf(ConnectorException.class)
                .hasMessageStartingWith(message)
                .satisfies(failure ->
                        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind));
    }

    private static RemoteSource at(String host) {
        return source(Map.of("connection_string", InMemoryMongo.uri(host)));
    }

    private static RemoteSource source(Map<String, ?> settings) {
        return new MongoConnector(HostPolicy.of(false)).source(settings);
    }
}
