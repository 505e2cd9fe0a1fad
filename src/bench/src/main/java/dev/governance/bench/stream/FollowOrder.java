package dev.governance.bench.stream;

/**
 * What {@link StreamClient} is told.
 *
 * @param what {@code connect}, {@code begin} or {@code end}
 * @param connections that are to be open in all
 * @param first number of the events that are to come
 * @param seconds in which what arrives counts for the rate
 * @param silenceMs after which no more is awaited
 * @param arrivals whether each number's first arrival is told
 */
record FollowOrder(
        String what,
        int port,
        String path,
        String cookie,
        int connections,
        long first,
        int rows,
        double seconds,
        long silenceMs,
        boolean arrivals) {

    static FollowOrder connect(Source source, int connections) {
        return new FollowOrder(
                "connect", source.port(), source.path(), source.cookie(), connections, 0, 0, 0, 0, false);
    }

    static FollowOrder begin(long first, int rows, double seconds) {
        return new FollowOrder("begin", 0, "", "", 0, first, rows, seconds, 0, false);
    }

    static FollowOrder end(long silenceMs, boolean arrivals) {
        return new FollowOrder("end", 0, "", "", 0, 0, 0, 0, silenceMs, arrivals);
    }
}
