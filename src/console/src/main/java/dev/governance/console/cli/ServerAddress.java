package dev.governance.console.cli;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the console runs that a command talks to. */
final class ServerAddress {
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");
    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]");

    /**
     * The base of its paths, without a slash at the end.
     *
     * @param given as on the command line; null takes {@code GOVERNANCE_CONSOLE_URL}, else where a console on this machine
     *     listens
     * @throws IllegalArgumentException when it is no such address, or a password or token would cross a network in the
     *     clear
     */
    static URI of(@Nullable String given, Map<String, String> environment) {
        String text = given == null ? environment.getOrDefault("GOVERNANCE_CONSOLE_URL", here(environment)) : given;
        URI address;
        try {
            address = URI.create(text.strip().replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw unusable(text);
        }
        boolean tls = "https".equals(address.getScheme());
        if (!(tls || "http".equals(address.getScheme()))
                || address.getHost() == null
                || address.getUserInfo() != null
                || address.getQuery() != null
                || address.getFragment() != null) {
            throw unusable(text);
        }
        if (!tls && !isLoopback(address.getHost())) {
            throw new IllegalArgumentException("a password or token would cross the network in the clear to "
                    + address.getHost() + "; use https://, or run the command where the console is");
        }
        return address;
    }

    private static String here(Map<String, String> environment) {
        String host = environment.getOrDefault("GOVERNANCE_CONSOLE_HOST", "127.0.0.1");
        String shown = EVERYWHERE.contains(host) ? "127.0.0.1" : host;
        String bracketed = shown.contains(":") && !shown.startsWith("[") ? "[" + shown + "]" : shown;
        return "http://" + bracketed + ":" + environment.getOrDefault("GOVERNANCE_CONSOLE_PORT", "8766");
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.contains(host) || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static IllegalArgumentException unusable(String text) {
        return new IllegalArgumentException(
                "the console's address is http://HOST:PORT or https://HOST, without user or query, not " + text);
    }

    private ServerAddress() {}
}
