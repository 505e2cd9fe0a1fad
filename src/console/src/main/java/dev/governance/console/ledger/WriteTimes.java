package dev.governance.console.ledger;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** How long this node's own appends took: the last {@link #KEPT} that succeeded. Noted and asked on any thread. */
public final class WriteTimes {
    static final int KEPT = 1_000;

    private static final double NANOS_PER_MS = 1e6;
    private static final double HALF = 0.5;
    private static final double MOST = 0.95;

    private final AtomicLongArray nanos = new AtomicLongArray(KEPT);
    private final AtomicLong noted = new AtomicLong();

    /**
     * What was measured.
     *
     * @param writes that were, at most {@link #KEPT}
     */
    public record Measured(int writes, double p50Ms, double p95Ms) {}

    void note(long took) {
        nanos.set((int) (noted.getAndIncrement() % KEPT), Math.max(1, took));
    }

    /** Empty while nothing was appended. */
    public Optional<Measured> measured() {
        long[] sorted = IntStream.range(0, KEPT)
                .mapToLong(nanos::get)
                .filter(took -> took > 0)
                .sorted()
                .toArray();
        return sorted.length == 0
                ? Optional.empty()
                : Optional.of(new Measured(sorted.length, ms(sorted, HALF), ms(sorted, MOST)));
    }

    /** By nearest rank, so that it is one of those that were measured. */
    private static double ms(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / NANOS_PER_MS;
    }
}
