package dev.governance.bench.stream;

import dev.governance.bench.machine.Child;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Words;
import dev.governance.console.wire.Json;
import java.util.List;
import java.util.Map;

/** Our end of a {@link StreamClient}. */
public final class Clients implements AutoCloseable {
    private final Talking talking;
    private final List<Source> sources;
    private int connections;
    private long refused;

    /**
     * Starts it.
     *
     * @param sources that share its connections evenly
     */
    public Clients(Place place, List<Source> sources) {
        this.talking = new Talking(Child.conversing(
                place.folder(),
                Map.of(),
                Words.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamClient.class.getName())));
        this.sources = List.copyOf(sources);
    }

    /** Opens so many connections in all, also anew those that were lost. */
    public void connect(int count) {
        connections = count;
        for (int i = 0; i < sources.size(); i++) {
            int wanted = count * (i + 1) / sources.size();
            Followed found = done(FollowOrder.connect(sources.get(i), wanted));
            refused += found.refused();
            if (found.connections() < wanted) {
                throw new IllegalStateException(sources.get(i) + " let only " + found.connections() + " of " + wanted
                        + " connections be open: " + found.trouble());
            }
        }
    }

    /** How often a connection was refused at first. */
    public long refused() {
        return refused;
    }

    public int connections() {
        return connections;
    }

    /** Counts from now on. */
    public void begin(long first, int rows, double seconds) {
        done(FollowOrder.begin(first, rows, seconds));
    }

    /** Waits until all came everywhere, or nothing came for so long. */
    public Followed end(long silenceMs, boolean arrivals) {
        return done(FollowOrder.end(silenceMs, arrivals));
    }

    private Followed done(FollowOrder order) {
        return Json.read(talking.answer(Json.write(order)), Followed.class);
    }

    @Override
    public void close() {
        talking.close();
    }
}
