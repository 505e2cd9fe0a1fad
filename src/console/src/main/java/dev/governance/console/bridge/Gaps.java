package dev.governance.console.bridge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sequence numbers below the highest seen that have not been seen themselves: not committed yet, or rolled back.
 *
 * <p>{@code nextval} runs before a transaction has an id, so a gap may close only once every transaction is over that
 * was running at a second look, a second after the gap was first missed. A closed gap goes to a slow list and is still
 * looked up now and then, for a transaction elsewhere in the cluster may have hidden a late row.
 */
final class Gaps {
    /** More open gaps than this and the oldest go to the slow list early. */
    static final int OPEN_LIMIT = 10_000;

    /** The slow list forgets its oldest beyond this. */
    static final int SLOW_LIMIT = 50_000;

    static final long SECOND_LOOK_MS = 1_000;
    static final long PATIENCE_MS = 60_000;

    private final TreeMap<Long, Gap> open = new TreeMap<>();
    private final Deque<Long> slow = new ArrayDeque<>();

    void open(long from, long to, long nowMs) {
        for (long seq = Math.max(from, to - SLOW_LIMIT); seq <= to; seq++) {
            open.put(seq, new Gap(nowMs, 0));
        }
        while (open.size() > OPEN_LIMIT) {
            retire(open.firstKey());
        }
    }

    /** A row turned up after all. */
    void fill(long seq) {
        if (open.remove(seq) == null) {
            slow.remove(seq);
        }
    }

    /** Closes what no running transaction can fill any more. */
    void look(long xmin, long xmax, long nowMs) {
        List<Long> over = new ArrayList<>();
        for (Map.Entry<Long, Gap> entry : open.entrySet()) {
            Gap gap = entry.getValue();
            boolean waitedLong = nowMs - gap.missedAtMs >= PATIENCE_MS;
            if (waitedLong || (gap.bound > 0 && xmin >= gap.bound)) {
                over.add(entry.getKey());
            } else if (gap.bound == 0 && nowMs - gap.missedAtMs >= SECOND_LOOK_MS) {
                entry.setValue(new Gap(gap.missedAtMs, xmax));
            }
        }
        over.forEach(this::retire);
    }

    private void retire(long seq) {
        open.remove(seq);
        slow.addLast(seq);
        if (slow.size() > SLOW_LIMIT) {
            slow.removeFirst();
        }
    }

    Long[] open() {
        return open.keySet().toArray(Long[]::new);
    }

    Long[] slow() {
        return slow.toArray(Long[]::new);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** The position below which nothing is open. */
    long lowWater(long highest) {
        return open.isEmpty() ? highest : Math.min(highest, open.firstKey() - 1);
    }

    private record Gap(long missedAtMs, long bound) {}
}
