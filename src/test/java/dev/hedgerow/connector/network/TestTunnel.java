package dev.hedgerow.connector.network;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.jspecify.annotations.Nullable;

/** An SSH server in this process that forwards. */
public final class TestTunnel implements AutoCloseable {

    public static final String USER = "tunneller";
    public static final String PASSWORD = "underground";

    private final SshServer server;
    private final AtomicInteger forwarded = new AtomicInteger();
    private final AtomicInteger logins = new AtomicInteger();
    private volatile java.security.@Nullable PublicKey known;

    private TestTunnel(SshServer server) {
        this.server = server;
    }

    public static TestTunnel start() throws IOException {
        return start(0);
    }

    /** Where another one has been, with a key of its own. */
    public static TestTunnel start(int port) throws IOException {
        var server = SshServer.setUpDefaultServer();
        var tunnel = new TestTunnel(server);
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        server.setPasswordAuthenticator((user, password, _) -> {
            tunnel.logins.incrementAndGet();
            return user.equals(USER) && password.equals(PASSWORD);
        });
        server.setPublickeyAuthenticator(
                (user, key, _) -> user.equals(USER) && KeyUtils.compareKeys(key, tunnel.known));
        server.setForwardingFilter(new AcceptAllForwardingFilter() {
            @Override
            protected boolean checkAcceptance(String request, Session session, SshdSocketAddress target) {
                tunnel.forwarded.incrementAndGet();
                return true;
            }
        });
        server.start();
        return tunnel;
    }

    void trust(java.security.PublicKey key) {
        known = key;
    }

    public String fingerprint() throws IOException, GeneralSecurityException {
        return KeyUtils.getFingerPrint(ownKey());
    }

    /** As {@code ssh-keyscan} writes it, but for the host. */
    public String hostKey() throws IOException, GeneralSecurityException {
        return PublicKeyEntry.toString(ownKey());
    }

    private java.security.PublicKey ownKey() throws IOException, GeneralSecurityException {
        return server.getKeyPairProvider().loadKeys(null).iterator().next().getPublic();
    }

    public int port() {
        return server.getPort();
    }

    /** How many passwords were sent. */
    public int logins() {
        return logins.get();
    }

    public int forwarded() {
        return forwarded.get();
    }

    public Map<String, Object> settings(String selection, String secret) {
        var auth = new HashMap<String, Object>(Map.of("selection", selection, "username", USER));
        auth.put(selection.equals("password") ? "password" : "private_key", secret);
        return Map.of(
                "enabled",
                "True",
                "host",
                "127.0.0.1",
                "port",
                String.valueOf(server.getPort()),
                "auth",
                auth,
                "require_tls",
                Map.of("enabled", "False"));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
