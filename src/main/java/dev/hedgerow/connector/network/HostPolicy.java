package dev.hedgerow.connector.network;

import dev.hedgerow.connector.ConnectorException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which hosts may be connected to. Names are looked up here and nowhere else, so that what was checked is what is
 * connected to.
 */
public final class HostPolicy {

    private static final String REFUSAL = "Hosts with internal IP addresses are not allowed";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

    /** Octal, hexadecimal and shortened forms too, in which one reader sees another address than the next. */
    private static final Pattern NUMBERS =
            Pattern.compile("(?:0[xX][0-9A-Fa-f]*|[0-9]+)(?:\\.(?:0[xX][0-9A-Fa-f]*|[0-9]+))*");

    private static final Pattern IPV4 = Pattern.compile("(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}");
    private static final Pattern INTERNAL =
            Pattern.compile("localhost|.*\\.(?:localhost|local|localdomain|internal|intranet|lan|home\\.arpa)");

    private final boolean blocksPrivate;
    private final Resolver resolver;

    HostPolicy(boolean blocksPrivate, Resolver resolver) {
        this.blocksPrivate = blocksPrivate;
        this.resolver = resolver;
    }

    public static HostPolicy of(boolean blocksPrivate) {
        return new HostPolicy(blocksPrivate, InetAddress::getAllByName);
    }

    /** The addresses behind a host, all of which may be connected to. */
    public List<InetAddress> addresses(String host) {
        if (blocksPrivate) {
            requirePublicName(host);
        }
        var addresses = resolve(host);
        if (blocksPrivate && !addresses.stream().allMatch(Addresses::isPublic)) {
            throw refused();
        }
        return addresses;
    }

    private static void requirePublicName(String host) {
        boolean wellFormed = NUMBERS.matcher(host).matches()
                ? IPV4.matcher(host).matches()
                : NAME.matcher(host).matches() || IPV6.matcher(host).matches();
        if (!wellFormed || INTERNAL.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
            throw refused();
        }
    }

    private List<InetAddress> resolve(String host) {
        try {
            return Stream.of(resolver.resolve(host)).toList();
        } catch (UnknownHostException e) {
            throw new ConnectorException.Transient(
                    "Could not connect to the host: could not resolve its name. Check that it is spelled correctly.",
                    e);
        }
    }

    private static ConnectorException refused() {
        return new ConnectorException.Permanent(REFUSAL, null);
    }

    /** Finds the addresses of a name. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }
}
