package dev.hedgerow.connector.postgres;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.connector.Connector.Release;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.database.SourcePostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that lets nobody in without TLS. */
class PostgresTlsTest {

    static SourcePostgres server;
    static String certificate;

    @BeforeAll
    static void create() throws IOException {
        server = SourcePostgres.shared();
        server.tlsOnly();
        certificate = Files.readString(server.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefer", "require", "REQUIRE"})
    void withoutVerificationAnyCertificateWill(String mode) {
        assertThatCode(() -> source(Map.of("sslmode", mode)).test()).doesNotThrowAnyException();
    }

    @Test
    void tlsIsTriedWhenNothingIsSaid() {
        assertThatCode(() -> source(Map.of()).test()).doesNotThrowAnyException();
    }

    @Test
    void plaintextIsRefusedByThisServer() {
        assertThatThrownBy(() -> source(Map.of("sslmode", "disable")).test())
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("pg_hba.conf");
    }

    @Test
    void anUnknownAuthorityIsNotTrusted() {
        assertThatThrownBy(() -> source(Map.of("sslmode", "verify-full")).test())
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("certificate");
    }

    @Test
    void theGivenAuthorityIsTrusted() {
        assertThatCode(() -> source(Map.of("sslmode", "verify-full", "ssl_root_certificate", certificate))
                        .test())
                .doesNotThrowAnyException();
    }

    @Test
    void theHostIsVerified() {
        assertThatThrownBy(() -> source(Map.of(
                                "host", "127.0.0.1", "sslmode", "verify-full", "ssl_root_certificate", certificate))
                        .test())
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("certificate");
    }

    private static RemoteSource source(Map<String, String> changed) {
        var settings = new HashMap<>(Map.of(
                "host",
                "localhost",
                "port",
                String.valueOf(server.port()),
                "database",
                "tls_only",
                "user",
                SourcePostgres.USER,
                "password",
                SourcePostgres.PASSWORD));
        settings.putAll(changed);
        return new PostgresConnector("Postgres", Release.GENERALLY_AVAILABLE, HostPolicy.of(false)).source(settings);
    }
}
