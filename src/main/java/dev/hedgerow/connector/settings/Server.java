package dev.hedgerow.connector.settings;

import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.connector.network.Route;
import dev.hedgerow.connector.network.Tunnel;
import org.jspecify.annotations.Nullable;

/** Where a source is and how to get there: the fields that all kinds of database server have. */
public record Server(String host, int port, @Nullable Tunnel tunnel) {

    public static Server of(Fields fields) {
        return new Server(
                fields.required("host").strip(), fields.port("port"), Tunnels.read(fields.object("ssh_tunnel")));
    }

    /** Refuses what is no host, once all fields are known to be there. */
    public void check() {
        if (host.contains("://")) {
            throw new InvalidSettings("The host is a name or an address, without a scheme such as 'postgres://'.");
        }
        if (host.matches("[^:]+:\\d+")) {
            throw new InvalidSettings("The host must not contain the port. Put it into its own field.");
        }
        if (host.matches(".*[\\s,/@\\\\%?#].*")) {
            throw new InvalidSettings("The host must be a single name or address.");
        }
    }

    public Route route(HostPolicy policy) {
        return new Route(host, port, tunnel, policy);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
