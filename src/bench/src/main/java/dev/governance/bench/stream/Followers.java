package dev.governance.bench.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** All connections of a client and the one thread that reads them. */
final class Followers {
    private static final int OPENING_AT_ONCE = 64;

    /** Who is refused comes back, as browsers do, but not for ever. */
    private static final int MOST_FAILURES = 5_000;

    private static final long REST_MS = 100;
    private static final int BUFFER = 256 * 1024;

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final byte[] bytes = new byte[BUFFER];
    private final Set<Follower> all = new LinkedHashSet<>();
    private FollowOrder wanted = FollowOrder.connect(new Source(0, "", ""), 0);
    private Stretch stretch = new Stretch(0, 0, 0);
    private Follower current;
    private long now;
    private long opensAt = System.nanoTime();
    private int number;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private long closed;
    private String trouble = "";

    @SuppressWarnings("NullAway.Init") // the current one is set before it is read
    Followers() throws IOException {
        this.selector = Selector.open();
        Thread thread = new Thread(this::run, "followers");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (true) {
            try {
                selector.select(this::ready, REST_MS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            open();
        }
    }

    private void ready(SelectionKey key) {
        Follower follower = (Follower) key.attachment();
        current = follower;
        now = Stamp.now();
        try {
            if (follower.ready(buffer, bytes, this::stamp)) {
                begun.incrementAndGet();
            }
        } catch (IOException e) {
            trouble = trouble.isEmpty() ? String.valueOf(e.getMessage()) : trouble;
            lose(follower);
        }
    }

    private void lose(Follower follower) {
        follower.close();
        all.remove(follower);
        if (follower.hasBegun()) {
            closed++;
            begun.decrementAndGet();
            wanted = FollowOrder.connect(new Source(wanted.port(), wanted.path(), wanted.cookie()), all.size());
        } else {
            fail();
        }
    }

    private void fail() {
        failed.incrementAndGet();
        opensAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REST_MS);
    }

    private void stamp(long micros, long stamped) {
        stretch.stamp(current.seen(), micros, stamped, now);
    }

    /** Few at a time, or the server's line of those who wait to be accepted overflows. */
    private void open() {
        while (all.size() < wanted.connections()
                && all.size() - begun.get() < OPENING_AT_ONCE
                && failed.get() < MOST_FAILURES
                && System.nanoTime() >= opensAt) {
            try {
                all.add(new Follower(selector, wanted, number++));
            } catch (IOException e) {
                trouble = trouble.isEmpty() ? String.valueOf(e.getMessage()) : trouble;
                fail();
            }
        }
    }

    /** Does something on the thread that reads; waits for it. */
    private <T> T there(Supplier<T> task) {
        FutureTask<T> done = new FutureTask<>(task::get);
        tasks.add(done);
        selector.wakeup();
        try {
            return done.get();
        } catch (Exception e) {
            throw new IllegalStateException("a task failed", e);
        }
    }

    void connect(FollowOrder order) {
        there(() -> {
            failed.set(0);
            wanted = order;
            return order;
        });
    }

    boolean isConnected(int connections) {
        return begun.get() >= connections || failed.get() >= MOST_FAILURES;
    }

    Stretch begin(FollowOrder order) {
        return there(() -> {
            all.forEach(follower -> follower.seen().clear());
            closed = 0;
            stretch = new Stretch(order.first(), order.rows(), order.seconds());
            return stretch;
        });
    }

    int connected() {
        return begun.get();
    }

    Followed found(boolean withArrivals) {
        return there(() -> {
            long seen =
                    all.stream().mapToLong(each -> each.seen().cardinality()).sum();
            Followed followed = new Followed(
                    begun.get(),
                    stretch.deliveries(),
                    stretch.within(),
                    (long) stretch.rows() * all.size() - seen,
                    stretch.repeated(),
                    all.stream().mapToLong(Follower::broken).sum(),
                    closed,
                    failed.get(),
                    stretch.latencies().ms(0.5),
                    stretch.latencies().ms(0.99),
                    stretch.latencies().ms(1),
                    withArrivals ? stretch.arrivals() : List.of(),
                    trouble);
            trouble = "";
            return followed;
        });
    }
}
