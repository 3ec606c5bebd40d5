package dev.hedgerow.connector.network;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Made by the driver, by name and with one argument, for each connection. */
public final class PinnedSocketFactory extends SocketFactory {

    private final String addresses;

    public PinnedSocketFactory(String addresses) {
        this.addresses = addresses;
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
