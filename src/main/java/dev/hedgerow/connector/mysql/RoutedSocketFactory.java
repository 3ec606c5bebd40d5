package dev.hedgerow.connector.mysql;

import dev.hedgerow.connector.network.PinnedSocket;
import java.net.InetAddress;
import java.net.Socket;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/** Made by the driver, by name, for each connection. */
public final class RoutedSocketFactory extends ConfigurableSocketFactory {

    /** The option in which the driver hands on the addresses, for it keeps those that it does not know. */
    static final String ADDRESSES = "hedgerowAddresses";

    private String addresses = "";

    @Override
    public void setConfiguration(Configuration configuration, String host) {
        addresses = configuration.nonMappedOptions().getProperty(ADDRESSES, "");
    }

    @Override
    public Socket createSocket() {
        return PinnedSocket.of(addresses);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }
}
