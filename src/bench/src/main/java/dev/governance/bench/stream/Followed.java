package dev.governance.bench.stream;

import java.util.List;

/**
 * What {@link StreamClient} found.
 *
 * @param connections that are open
 * @param deliveries events that came to one of them for the first time
 * @param within those that came within the seconds that count for the rate
 * @param missed events that never came, of all connections together
 * @param broken stamps that were cut by something else
 * @param closed connections that the server ended meanwhile
 * @param refused connections that were refused since that many were last asked for, each of which was tried again
 * @param arrivals when each number came first, where that was asked for
 * @param trouble the first thing that went wrong; empty without one
 */
public record Followed(
        int connections,
        long deliveries,
        long within,
        long missed,
        long repeated,
        long broken,
        long closed,
        long refused,
        double p50Ms,
        double p99Ms,
        double maxMs,
        List<Long> arrivals,
        String trouble) {
    public Followed {
        arrivals = List.copyOf(arrivals);
    }
}
