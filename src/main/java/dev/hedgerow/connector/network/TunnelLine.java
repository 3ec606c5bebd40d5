package dev.hedgerow.connector.network;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.network.Route.Line;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;

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
        var address = new InetSocketAddress(policy.addresses(tunnel.host()).getFirst(), tunnel.port());
        var client = SshClient.setUpDefaultClient();
        var stranger = new AtomicBoolean();
        client.setServerKeyVerifier((_, _, key) -> {
            stranger.set(!isExpected(tunnel, key));
            return !stranger.get();
        });
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        client.start();
        try {
            var session = connect(client, tunnel, address);
            login(session, tunnel);
            return new TunnelLine(client, forward(session, host, port), tunnel.requireTls());
        } catch (RuntimeException e) {
            client.stop();
            throw stranger.get()
                    ? new ConnectorException.Permanent("The SSH tunnel's host has another key than the one given.", e)
                    : e;
        }
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

    private static ClientSession connect(SshClient client, Tunnel tunnel, InetSocketAddress address) {
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
