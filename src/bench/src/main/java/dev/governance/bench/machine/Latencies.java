package dev.governance.bench.machine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/** How long each of many things took. Safe from any thread. */
public final class Latencies {
    private static final int FIRST = 1024;

    private long[] nanos = new long[FIRST];
    private int size;

    public synchronized void add(long duration) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = duration;
    }

    /** Adds those of another, which nobody adds to any more. */
    public void addAll(Latencies other) {
        for (int i = 0; i < other.count(); i++) {
            add(other.nanos[i]);
        }
    }

    public synchronized int count() {
        return size;
    }

    /**
     * The time within which a share of them was done, in milliseconds.
     *
     * @param share 0 to 1, as 0.99
     */
    public synchronized double ms(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        int place = (int) Math.ceil(share * size) - 1;
        return Numbers.rounded(sorted[Math.max(0, place)] / 1e6);
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("count", count());
        Numbers.put(json, "p50_ms", ms(0.5));
        Numbers.put(json, "p99_ms", ms(0.99));
        Numbers.put(json, "max_ms", ms(1));
        return json;
    }
}
