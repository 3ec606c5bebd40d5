package dev.hedgerow.connector.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/** Names that nobody else knows. */
public final class TestHosts {

    private TestHosts() {}

    /** @param addresses by name */
    public static HostPolicy policy(boolean blocksPrivate, Map<String, String> addresses) {
        return new HostPolicy(blocksPrivate, name -> {
            var address = addresses.get(name);
            if (address == null) {
                throw new UnknownHostException(name);
            }
            return new InetAddress[] {InetAddress.ofLiteral(address)};
        });
    }
}
