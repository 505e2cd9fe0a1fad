package dev.governance.bench.api;

import java.time.Duration;
import java.util.List;

/**
 * What {@link LoadClient} is told to ask, on connections that are kept and that each ask again as soon as they are answered.
 *
 * @param cookies each connection sends one of them; none when empty
 * @param bodies each connection sends one of them; none when empty
 * @param fromManyAddresses whether each request comes from another address, as a trusted proxy tells it
 * @param connections at once
 * @param every the least time from one request of a connection to its next
 * @param longest no request begins later
 * @param requests at most, of all connections together
 */
record Order(
        int port,
        String method,
        String path,
        List<String> cookies,
        List<String> bodies,
        boolean fromManyAddresses,
        int connections,
        Duration every,
        Duration longest,
        int requests) {
    private static final int MOST_REQUESTS = 200_000;

    Order {
        cookies = List.copyOf(cookies);
        bodies = List.copyOf(bodies);
    }

    /** Reads something for as long as that, as fast as it is answered. */
    static Order read(int port, String path, List<String> cookies, int connections, Duration longest) {
        return new Order(
                port, "GET", path, cookies, List.of(), false, connections, Duration.ZERO, longest, MOST_REQUESTS);
    }

    /** Reads something on one connection, in this rhythm. */
    static Order watch(int port, String path, Duration every, Duration longest) {
        return new Order(port, "GET", path, List.of(), List.of(), false, 1, every, longest, MOST_REQUESTS);
    }

    /** Signs in again and again, each time from an address that nobody came from before. */
    static Order signIns(int port, List<String> bodies, int connections, Duration longest, int requests) {
        return new Order(
                port,
                "POST",
                "/api/auth/login",
                List.of(),
                bodies,
                true,
                connections,
                Duration.ZERO,
                longest,
                requests);
    }
}
