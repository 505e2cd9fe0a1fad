package dev.governance.console.alerts;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses the console may send to. A name decides nothing here: it may lead anywhere, and elsewhere a moment later.
 */
final class Addresses {
    /** Nobody can be reached there, or whoever is there gives away a machine's credentials. */
    private static final List<Block> NEVER = blocks(
            "0.0.0.0/8",
            "169.254.0.0/16", // link-local, and metadata of most clouds
            "100.100.100.200/32", // metadata
            "168.63.129.16/32", // Azure's, public as it looks
            "192.0.0.0/24",
            "224.0.0.0/4", // multicast
            "240.0.0.0/4",
            "fd00:ec2::254/128"); // metadata

    private static final List<Block> PRIVATE = blocks(
            "10.0.0.0/8",
            "100.64.0.0/10", // shared by customers of one carrier
            "127.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "::1/128",
            "fc00::/7");

    /** For documents, tests, relays and transitions: an address of version 4 may hide within. */
    private static final List<Block> NOT_FOR_THIS = blocks(
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    private static final Block UNICAST_OF_6 = Block.of("2000::/3");

    /** Addresses that begin alike. */
    private static final class Block {
        private final byte[] start;
        private final int bits;

        private Block(byte[] start, int bits) {
            this.start = start;
            this.bits = bits;
        }

        static Block of(String text) {
            String[] parts = text.split("/", 2);
            return new Block(literal(parts[0]), Integer.parseInt(parts[1]));
        }

        private static byte[] literal(String text) {
            try {
                return InetAddress.getByName(text).getAddress(); // a literal asks no server of names
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        boolean holds(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            return Arrays.equals(address, 0, whole, start, 0, whole)
                    && (rest == 0 || ((address[whole] ^ start[whole]) & 0xff) >> (Byte.SIZE - rest) == 0);
        }
    }

    private static List<Block> blocks(String... texts) {
        return Stream.of(texts).map(Block::of).toList();
    }

    /**
     * Whether the console may send there.
     *
     * @param allowPrivate whether the configuration allows addresses of this machine and its own networks
     */
    static boolean allows(InetAddress address, boolean allowPrivate) {
        byte[] bytes = address.getAddress();
        if (isIn(NEVER, bytes) || isIn(NOT_FOR_THIS, bytes)) {
            return false;
        }
        if (isIn(PRIVATE, bytes)) {
            return allowPrivate;
        }
        return !(address instanceof Inet6Address) || UNICAST_OF_6.holds(bytes);
    }

    private static boolean isIn(List<Block> blocks, byte[] address) {
        return blocks.stream().anyMatch(block -> block.holds(address));
    }

    private Addresses() {}
}
