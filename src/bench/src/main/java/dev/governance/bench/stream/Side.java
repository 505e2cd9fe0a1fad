package dev.governance.bench.stream;

import dev.governance.bench.machine.Rounds;
import dev.governance.bench.machine.ServerProcess;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * A server of streams that is measured.
 *
 * @param processor what its own processes took so far
 * @param residentMib memory of these now
 */
public record Side(
        String name,
        Clients clients,
        Feeding feeding,
        Supplier<Duration> processor,
        DoubleSupplier residentMib,
        ServerProcess postgres) {
    /** Longer than a console looks again by itself. */
    private static final long SILENCE_MS = 2_000;

    /** Gives it events. */
    public interface Feeding {
        Fed feed(double perSecond, long first, int rows);
    }

    /** Feeds it at that pace, awaits what comes of it, and notes the figures. */
    public void stretch(double perSecond, long first, int rows, Rounds into) {
        clients.connect(clients.connections()); // those that were hung up on come back, as browsers do
        double seconds = rows / perSecond;
        clients.begin(first, rows, seconds);
        Duration own = processor.get();
        Duration database = postgres.processorTime();
        Fed fed = feeding.feed(perSecond, first, rows);
        Followed followed = clients.end(SILENCE_MS, false);
        double cpu = processor.get().minus(own).toNanos() / 1e9;
        double databaseCpu = postgres.processorTime().minus(database).toNanos() / 1e9;
        into.add("fed_per_s", fed.perSecond());
        into.add("deliveries_per_s", Math.rint(followed.within() / seconds));
        into.add("p50_ms", followed.p50Ms());
        into.add("p99_ms", followed.p99Ms());
        into.add("max_ms", followed.maxMs());
        into.add("cpu_s", cpu);
        into.add("cpu_us_per_delivery", cpu * 1e6 / followed.deliveries());
        into.add("deliveries_per_cpu_s", Math.rint(followed.deliveries() / cpu));
        into.add("postgres_cpu_s", databaseCpu);
        into.add("rss_mib", residentMib.getAsDouble());
        into.add("missed", followed.missed());
        into.add("repeated", followed.repeated());
        into.add("hung_up", followed.closed());
        into.add("broken", followed.broken());
    }
}
