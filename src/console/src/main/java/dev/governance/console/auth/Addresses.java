package dev.governance.console.auth;

import dev.governance.console.wire.Network;
import dev.governance.console.wire.OneLine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Where a try comes from, as limits count it. */
final class Addresses {
    private static final int LENGTH = 64;
    private static final String OF_TOKENS = "token/";
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** The {@link Network} of an address, or what stands in its place. */
    static String counted(String address) {
        String plain = OneLine.of(address.replaceFirst("%.*$", ""), LENGTH);
        if (!IPV6.matcher(plain).matches()) {
            return plain.isEmpty() ? "unknown" : plain;
        }
        try {
            return Network.of(InetAddress.getByName(plain)); // a literal is parsed, not looked up
        } catch (UnknownHostException e) {
            return plain;
        }
    }

    /** The same, apart from tries with a password: a script with an old token must not keep people out, nor they it. */
    static String ofTokens(String address) {
        String counted = OF_TOKENS + counted(address);
        return counted.substring(0, Math.min(counted.length(), LENGTH));
    }

    static boolean isOfTokens(String counted) {
        return counted.startsWith(OF_TOKENS);
    }

    /** The address alone. */
    static String plain(String counted) {
        return isOfTokens(counted) ? counted.substring(OF_TOKENS.length()) : counted;
    }

    private Addresses() {}
}
