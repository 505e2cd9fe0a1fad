package dev.governance.bench.stream;

import dev.governance.bench.machine.Latencies;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;

/** What all followers got of one row of numbers. */
final class Stretch {
    private final long first;
    private final int rows;
    private final long end;
    private final Latencies latencies = new Latencies();
    private final long[] arrivals;
    private volatile long deliveries;
    private volatile long within;
    private volatile long repeated;
    private volatile long lastMicros = Stamp.now();

    /**
     * Begins now.
     *
     * @param seconds in which what arrives counts for the rate
     */
    Stretch(long first, int rows, double seconds) {
        this.first = first;
        this.rows = rows;
        this.end = Stamp.now() + Math.round(seconds * 1e6);
        this.arrivals = new long[rows];
    }

    /** Notes an event; by one thread only. Those of an earlier stretch do not count. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread only
    void stamp(BitSet seen, long writtenMicros, long number, long now) {
        int place = (int) (number - first);
        if (place < 0 || place >= rows) {
            return;
        }
        if (seen.get(place)) {
            repeated++;
            return;
        }
        seen.set(place);
        latencies.add((now - writtenMicros) * 1_000);
        arrivals[place] = arrivals[place] == 0 ? now : arrivals[place];
        deliveries++;
        if (now <= end) {
            within++;
        }
        lastMicros = now;
    }

    int rows() {
        return rows;
    }

    long deliveries() {
        return deliveries;
    }

    long within() {
        return within;
    }

    long repeated() {
        return repeated;
    }

    /** When the last one came, or when this began. */
    long lastMicros() {
        return lastMicros;
    }

    Latencies latencies() {
        return latencies;
    }

    /** When each number came first, in microseconds since 1970; 0 for one that never came. */
    List<Long> arrivals() {
        return LongStream.of(arrivals).boxed().toList();
    }
}
