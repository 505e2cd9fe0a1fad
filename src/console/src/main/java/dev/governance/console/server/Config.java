package dev.governance.console.server;

import java.time.Duration;
import java.util.List;

/** Every key of {@code conf/console.json}, checked. Secrets are not among them: they come from the environment. */
public record Config(Http http, Auth auth) {

    /**
     * How the console is reached.
     *
     * @param port 0 to 65535; 0 picks a free one
     * @param origins pages of other origins that may call the API; never {@code *}
     */
    public record Http(String host, int port, List<String> origins) {
        private static final int LAST_PORT = 65_535;

        public Http {
            origins = List.copyOf(origins);
            if (port < 0 || port > LAST_PORT) {
                throw new IllegalArgumentException("http.port is a number from 0 to 65535");
            }
            if (host.isBlank()) {
                throw new IllegalArgumentException("http.host is an address, as 127.0.0.1");
            }
            if (origins.stream().anyMatch(origin -> origin.contains("*"))) {
                throw new IllegalArgumentException(
                        "http.origins may not contain *: any page could then act as whoever is signed in; list each origin");
            }
        }

        boolean isLoopback() {
            return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
        }

        Http withPort(int other) {
            return new Http(host, other, origins);
        }
    }

    /**
     * How people sign in.
     *
     * @param sessionTtl how long a sign-in lasts, as {@code 8h} or {@code 30m}; 1 minute to 7 days
     */
    public record Auth(String sessionTtl) {
        private static final Duration LEAST = Duration.ofMinutes(1);
        private static final Duration MOST = Duration.ofDays(7);

        public Auth {
            Duration ttl = Durations.parse("auth.session_ttl", sessionTtl);
            if (ttl.compareTo(LEAST) < 0 || ttl.compareTo(MOST) > 0) {
                throw new IllegalArgumentException("auth.session_ttl is between 1m and 7d");
            }
        }

        Duration ttl() {
            return Durations.parse("auth.session_ttl", sessionTtl);
        }
    }

    /** The same with another port. */
    public Config withPort(int port) {
        return new Config(http.withPort(port), auth);
    }
}
