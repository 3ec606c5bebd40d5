package dev.hedgerow.connector.network;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Tells addresses of the public internet from those of networks that only insiders reach. */
final class Addresses {

    private static final List<Block> NOT_PUBLIC = List.of(
            // IPv4, by the IANA registry of special-purpose addresses
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10),
            Block.of("127.0.0.0", 8),
            Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.88.99.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("224.0.0.0", 3),
            // IPv6: what is outside of 2000::/3 is not public; these are inside
            Block.of("2001::", 23),
            Block.of("2001:db8::", 32),
            Block.of("3fff::", 20));

    private static final Block GLOBAL_UNICAST = Block.of("2000::", 3);
    private static final Block SIX_TO_FOUR = Block.of("2002::", 16);
    private static final Block NAT64 = Block.of("64:ff9b::", 96);

    private Addresses() {}

    static boolean isPublic(InetAddress address) {
        var bytes = address.getAddress();
        if (NOT_PUBLIC.stream().anyMatch(block -> block.contains(bytes))) {
            return false;
        }
        return switch (address) {
            case Inet4Address _ -> true;
            case Inet6Address _ when SIX_TO_FOUR.contains(bytes) -> isPublic(embedded(bytes, 2));
            case Inet6Address _ when NAT64.contains(bytes) -> isPublic(embedded(bytes, 12));
            default -> GLOBAL_UNICAST.contains(bytes);
        };
    }

    private static InetAddress embedded(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    /** Addresses that begin with the same bits; as numbers, which compare as a whole. */
    private record Block(BigInteger prefix, int length, int bits) {

        static Block of(String literal, int bits) {
            var address = InetAddress.ofLiteral(literal).getAddress();
            return new Block(prefix(address, bits), address.length, bits);
        }

        boolean contains(byte[] address) {
            return address.length == length && prefix(address, bits).equals(prefix);
        }

        private static BigInteger prefix(byte[] address, int bits) {
            return new BigInteger(1, address).shiftRight(8 * address.length - bits);
        }
    }
}
