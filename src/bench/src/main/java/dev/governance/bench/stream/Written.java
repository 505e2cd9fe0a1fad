package dev.governance.bench.stream;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** When each event of an order was due, begun and done. Safe from any thread. */
final class Written {
    private final FeedOrder order;
    private final long start = System.nanoTime();
    private final AtomicLongArray began;
    private final AtomicLongArray ended;

    Written(FeedOrder order) {
        this.order = order;
        this.began = new AtomicLongArray(order.rows());
        this.ended = new AtomicLongArray(order.rows());
    }

    /** Waits until the event at this place is due; gives its stamp, from which its time counts. */
    String begin(int place) {
        long due = start + order.dueNanos(place);
        for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
        began.set(place, Stamp.now());
        return Stamp.of(began.get(place), order.first() + place);
    }

    void end(int place) {
        ended.set(place, Stamp.now());
    }

    Fed fed() {
        return new Fed(list(began), list(ended), (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1));
    }

    private static List<Long> list(AtomicLongArray array) {
        return IntStream.range(0, array.length()).mapToObj(array::get).toList();
    }
}
