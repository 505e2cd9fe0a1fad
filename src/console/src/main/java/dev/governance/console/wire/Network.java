package dev.governance.console.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Whom an address is counted as: of IPv6 the /64, for whoever has one address there has all of them (RFC 6177). */
public final class Network {
    private static final int BYTES = 8; // of 16

    /** An IPv4 address, also one that is mapped into IPv6, as it is; else the network, as {@code 2001:0db8:0001:0002::/64}. */
    public static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        if (isMapped(bytes)) {
            return (bytes[12] & 0xff) + "." + (bytes[13] & 0xff) + "." + (bytes[14] & 0xff) + "." + (bytes[15] & 0xff);
        }
        HexFormat hex = HexFormat.of();
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < BYTES; i += 2) {
            prefix.append(hex.formatHex(bytes, i, i + 2)).append(':');
        }
        return prefix.append(":/64").toString();
    }

    /** The JDK makes an IPv4 address of these by itself; other ways to an address need not (RFC 4291, 2.5.5.2). */
    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
    }

    private Network() {}
}
