package dev.hedgerow.connector.network;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.List;
import java.util.stream.Stream;
import jdk.net.ExtendedSocketOptions;

/** Connects to the addresses that were checked, whatever address a driver finds for the name. */
public final class PinnedSocket extends Socket {

    private final List<InetSocketAddress> addresses;

    public PinnedSocket(List<InetSocketAddress> addresses) {
        this.addresses = List.copyOf(addresses);
    }

    /** Addresses as a text that drivers pass on to the socket factories they make. */
    public static String text(List<InetSocketAddress> addresses) {
        return addresses.stream()
                .map(address -> address.getAddress().getHostAddress() + "/" + address.getPort())
                .collect(joining(","));
    }

    public static PinnedSocket of(String text) {
        return new PinnedSocket(
                Stream.of(text.split(",")).map(PinnedSocket::address).toList());
    }

    private static InetSocketAddress address(String text) {
        int slash = text.indexOf('/');
        return new InetSocketAddress(
                InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    @Override
    public void connect(SocketAddress ignored, int timeout) throws IOException {
        super.connect(reachable(timeout), timeout);
        noticeDeadPeers();
    }

    /** Within two minutes, while a server that works in silence may take as long as it likes. */
    private void noticeDeadPeers() throws IOException {
        setKeepAlive(true);
        setIfKnown(ExtendedSocketOptions.TCP_KEEPIDLE, 60);
        setIfKnown(ExtendedSocketOptions.TCP_KEEPINTERVAL, 10);
        setIfKnown(ExtendedSocketOptions.TCP_KEEPCOUNT, 6);
    }

    private void setIfKnown(SocketOption<Integer> option, int value) throws IOException {
        if (supportedOptions().contains(option)) {
            setOption(option, value);
        }
    }

    /** A socket can try one address only, so others find out which one answers. */
    private InetSocketAddress reachable(int timeout) throws IOException {
        for (var address : addresses.subList(0, addresses.size() - 1)) {
            try (var probe = new Socket()) {
                probe.connect(address, timeout);
                return address;
            } catch (ConnectException _) {
                // the next one may answer
            }
        }
        return addresses.getLast();
    }
}
