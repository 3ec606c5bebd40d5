package dev.hedgerow.connector.network;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way to a source's server; names are looked up anew each time it is opened. */
public record Route(String host, int port, @Nullable Tunnel tunnel, HostPolicy policy) {

    public Line open() {
        if (tunnel != null) {
            return TunnelLine.open(tunnel, host, port, policy);
        }
        var addresses = policy.addresses(host).stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        return new Direct(addresses);
    }

    /** The fingerprint of the tunnel's host, where nobody has said whose that has to be. */
    public Optional<String> strangersKey() {
        return tunnel == null || tunnel.hostKey() != null
                ? Optional.empty()
                : Optional.of(TunnelLine.fingerprint(tunnel, policy));
    }

    /** A way that is open; several connections may use it. */
    public interface Line extends AutoCloseable {

        /** Where to connect to, the first that answers. */
        List<InetSocketAddress> addresses();

        /** Whether what is not protected could be read on the way. */
        boolean crossesTheInternet();

        @Override
        void close();
    }

    private record Direct(List<InetSocketAddress> addresses) implements Line {
        @Override
        public boolean crossesTheInternet() {
            return addresses.stream().anyMatch(address -> Addresses.isPublic(address.getAddress()));
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
