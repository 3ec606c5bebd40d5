package dev.hedgerow.connector.network;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.network.Route.Line;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/** A port of this machine that leads through a tunnel to the source. */
final class TunnelLine implements Line {

    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration LOGIN = Duration.ofSeconds(15);
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private final SshClient client;
    private final InetSocketAddress entrance;
    private final boolean requireTls;

    private TunnelLine(SshClient client, InetSocketAddress entrance, boolean requireTls) {
        this.client = client;
        this.entrance = entrance;
        this.requireTls = requireTls;
    }

    static TunnelLine open(Tunnel tunnel, String host, int port, HostPolicy policy) {
        var stranger = new AtomicReference<@Nullable PublicKey>();
        var client = client(key -> {
            var expected = isExpected(tunnel, key);
            stranger.set(expected ? null : key);
            return expected;
        });
        try {
            var session = connect(client, tunnel, policy);
            login(session, tunnel);
            return new TunnelLine(client, forward(session, host, port), tunnel.requireTls());
        } catch (RuntimeException e) {
            client.stop();
            var shown = stranger.get();
            throw shown == null ? e : unexpected(tunnel, shown, e);
        }
    }

    /** The fingerprint of the host's key; whoever answers learns nothing of us. */
    static String fingerprint(Tunnel tunnel, HostPolicy policy) {
        var shown = new AtomicReference<@Nullable PublicKey>();
        var client = client(key -> {
            shown.set(key);
            return true;
        });
        try {
            connect(client, tunnel, policy).waitFor(EnumSet.of(ClientSessionEvent.WAIT_AUTH), LOGIN);
            var key = shown.get();
            if (key == null) {
                throw new ConnectorException.Transient("The SSH tunnel's host did not show its key in time.", null);
            }
            return KeyUtils.getFingerPrint(key);
        } finally {
            client.stop();
        }
    }

    private static SshClient client(Predicate<PublicKey> verifier) {
        var client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier((_, _, key) -> verifier.test(key));
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        client.start();
        return client;
    }

    private static ConnectorException unexpected(Tunnel tunnel, PublicKey shown, RuntimeException cause) {
        return new ConnectorException.Permanent(
                "The SSH tunnel's host has another key (%s) than the one it is known by (%s). If that is right, set host_key of ssh_tunnel to the new one."
                        .formatted(KeyUtils.getFingerPrint(shown), tunnel.hostKey()),
                cause);
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return List.of(entrance);
    }

    /** Behind the tunnel's host, for all we know. */
    @Override
    public boolean crossesTheInternet() {
        return requireTls;
    }

    @Override
    public void close() {
        client.stop();
    }

    private static ClientSession connect(SshClient client, Tunnel tunnel, HostPolicy policy) {
        var address = new InetSocketAddress(policy.addresses(tunnel.host()).getFirst(), tunnel.port());
        try {
            return client.connect(tunnel.username(), address).verify(CONNECT).getSession();
        } catch (IOException e) {
            throw new ConnectorException.Transient("Could not connect to the SSH tunnel's host on the port given.", e);
        }
    }

    private static boolean isExpected(Tunnel tunnel, PublicKey key) {
        return tunnel.hostKey() == null
                || Boolean.TRUE.equals(
                        KeyUtils.checkFingerPrint(tunnel.hostKey(), key).getKey());
    }

    private static void login(ClientSession session, Tunnel tunnel) {
        switch (tunnel.login()) {
            case Tunnel.Password(var password) -> session.addPasswordIdentity(password);
            case Tunnel.Key(var pair) -> session.addPublicKeyIdentity(pair);
        }
        try {
            var auth = session.auth();
            if (!auth.await(LOGIN)) {
                throw new ConnectorException.Transient("The SSH tunnel's host did not answer the login in time.", null);
            }
            if (!auth.isSuccess()) {
                throw new ConnectorException.Permanent(
                        "The SSH tunnel's host rejected the username or credentials.", auth.getException());
            }
        } catch (IOException e) {
            throw new ConnectorException.Transient("The SSH tunnel's host broke off the login.", e);
        }
    }

    private static InetSocketAddress forward(ClientSession session, String host, int port) {
        var loopback = InetAddress.getLoopbackAddress();
        try {
            var bound = session.startLocalPortForwarding(
                    new SshdSocketAddress(loopback.getHostAddress(), 0), new SshdSocketAddress(host, port));
            return new InetSocketAddress(loopback, bound.getPort());
        } catch (IOException e) {
            throw new ConnectorException.Transient("The SSH tunnel could not be opened.", e);
        }
    }
}
