package dev.hedgerow.connector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.connector.settings.Fields;
import dev.hedgerow.connector.settings.Server;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelLoginTest {

    @ParameterizedTest
    @CsvSource({"ssh-ed25519, 256, ", "ssh-rsa, 2048, ", "ecdsa-sha2-nistp256, 256, ", "ssh-rsa, 2048, pass phrase"})
    void keysOpenTheTunnel(String type, int size, @Nullable String passphrase) throws Exception {
        var pair = KeyUtils.generateKeyPair(type, size);
        try (var server = TestTunnel.start()) {
            server.trust(pair.getPublic());
            var settings = keySettings(server, text(pair, passphrase));
            if (passphrase != null) {
                auth(settings).put("passphrase", passphrase);
            }

            assertThatCode(() -> open(settings)).doesNotThrowAnyException();
        }
    }

    @Test
    void theKeyOfAStrangerDoesNot() throws Exception {
        try (var server = TestTunnel.start()) {
            server.trust(KeyUtils.generateKeyPair("ssh-rsa", 2048).getPublic());
            var settings = keySettings(server, text(KeyUtils.generateKeyPair("ssh-rsa", 2048), null));

            assertThatThrownBy(() -> open(settings)).isInstanceOf(ConnectorException.Permanent.class);
        }
    }

    @Test
    void aHostIsKnownByItsKeyOrTheKeysFingerprint() throws Exception {
        try (var server = TestTunnel.start()) {
            for (var key : List.of(
                    server.fingerprint(),
                    "256 " + server.fingerprint() + " tunnel (ED25519)",
                    server.hostKey(),
                    "tunnel.example.com " + server.hostKey())) {
                var settings = new HashMap<>(server.settings("password", TestTunnel.PASSWORD));
                settings.put("host_key", key);

                assertThatCode(() -> open(settings)).as(key).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void aHostWithAnotherKeyGetsNoPassword() throws Exception {
        try (var server = TestTunnel.start()) {
            var settings = new HashMap<>(server.settings("password", TestTunnel.PASSWORD));
            settings.put(
                    "host_key",
                    KeyUtils.getFingerPrint(
                            KeyUtils.generateKeyPair("ssh-rsa", 2048).getPublic()));

            assertThatThrownBy(() -> open(settings))
                    .isInstanceOf(ConnectorException.Permanent.class)
                    .hasMessageContaining("has another key (%s)", server.fingerprint());
            assertThat(server.logins()).isZero();
            settings.put("host_key", "nonsense");
            assertThatThrownBy(() -> open(settings)).isInstanceOf(InvalidSettings.class);
        }
    }

    @Test
    void aHostThatIsNotKnownShowsItsKeyAndGetsNoPassword() throws Exception {
        try (var server = TestTunnel.start()) {
            var settings = new HashMap<>(server.settings("password", TestTunnel.PASSWORD));

            assertThat(route(settings).strangersKey()).contains(server.fingerprint());
            assertThat(server.logins()).isZero();
            settings.put("host_key", server.fingerprint());
            assertThat(route(settings).strangersKey()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            22  | password | tunneller |      | Username and password required
            22  | keypair  | tunneller |      | Private key is required
            22  | keypair  | tunneller | what | Private key could not be read. Check it and its passphrase.
            22  | magic    | tunneller | what | Authentication type not recognised
            80  | password | tunneller | x    | Port 80 is not allowed
            443 | password | tunneller | x    | Port 443 is not allowed
            """)
    void whatIsMissingIsSaid(String port, String selection, String username, @Nullable String secret, String message) {
        var auth = new HashMap<String, Object>(Map.of("selection", selection, "username", username));
        if (secret != null) {
            auth.put("password", secret);
            auth.put("private_key", secret);
        }

        assertThatThrownBy(() -> server(Map.of("enabled", true, "host", "h", "port", port, "auth", auth)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(message);
    }

    @Test
    void aTunnelThatIsOffNeedsNothing() {
        assertThat(server(Map.of("enabled", "False", "host", "")).tunnel()).isNull();
    }

    @Test
    void theOldNameOfTheLoginIsUnderstood() {
        var auth = Map.of("selection", "password", "username", "u", "password", "p");

        assertThat(server(Map.of("enabled", true, "host", "h", "port", 22, "auth_type", auth))
                        .tunnel())
                .satisfies(tunnel -> assertThat(tunnel)
                        .hasToString(
                                "Tunnel[host=h, port=22, username=u, login=Password, requireTls=true, hostKey=null]"));
    }

    private static void open(Map<String, Object> settings) {
        route(settings).open().close();
    }

    private static Route route(Map<String, ?> settings) {
        return server(settings).route(HostPolicy.of(false));
    }

    private static Server server(Map<String, ?> tunnel) {
        return Server.of(Fields.of(Map.of("host", "127.0.0.1", "port", "5432", "ssh_tunnel", tunnel)));
    }

    private static Map<String, Object> keySettings(TestTunnel server, String key) {
        return new HashMap<>(server.settings("keypair", key));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> auth(Map<String, Object> settings) {
        return (Map<String, Object>) Objects.requireNonNull(settings.get("auth"));
    }

    private static String text(KeyPair pair, @Nullable String passphrase) throws Exception {
        var context = passphrase == null ? null : new OpenSSHKeyEncryptionContext();
        if (context != null) {
            context.setCipherType("256");
            context.setPassword(passphrase);
        }
        var out = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "a key", context, out);
        return out.toString(StandardCharsets.US_ASCII);
    }
}
