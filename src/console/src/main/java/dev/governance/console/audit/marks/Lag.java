package dev.governance.console.audit.marks;

import dev.governance.chain.MarkHead;
import dev.governance.chain.Marked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether rows wait for their mark longer than they should: because nobody marks, or somebody keeps those who do from it.
 *
 * <p>A process knows when it saw a row that was not marked; when a later look finds it still so, nobody's clock but its
 * own is believed. Marks go in the order of numbers, so the newest row of a look tells of all of them. While nobody looked
 * nobody may have marked either, as when a machine slept, so a long time between two looks hardly counts. A process that
 * has not looked long enough goes by the times that are written in the rows and the head. Safe from any thread.
 */
final class Lag {
    /** A mark follows its row within about a second. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int REMEMBERED = 100;

    private static final long APART_NANOS = Duration.ofMillis(500).toNanos();

    /** Between two looks; a node that watches looks every two seconds. */
    private static final long SOON_NANOS = Duration.ofSeconds(5).toNanos();

    /** What counts of a longer time; not nothing, for somebody may be slowing every look down. */
    private static final long LATE_NANOS = Duration.ofSeconds(1).toNanos();

    /** Whoever marks has had a turn by then, if it can. */
    private static final long TURN_NANOS = Duration.ofSeconds(2).toNanos();

    /** Since the first look: a command that looks once has nothing else to go by. */
    private static final long FIRST_NANOS = Duration.ofSeconds(3).toNanos();

    private final Duration patience;
    private final AtomicReference<@Nullable Watched> watched = new AtomicReference<>();

    /** A row that was seen without a mark, and what had been counted when it was, the first time. */
    private record Waiting(long chainSeq, long seenAt) {}

    /**
     * What looks have found.
     *
     * @param last when the newest of them was begun
     * @param counted nanoseconds that count, from the first to that one
     */
    private record Watched(long last, long counted, List<Waiting> waiting) {
        /** What was counted at a time; no look is newer, so one before the last was as much earlier, or more. */
        long countedAt(long time) {
            long since = time - last;
            return counted + (since <= SOON_NANOS ? since : LATE_NANOS);
        }

        boolean anyWaits(long until, long nanos) {
            return waiting.stream().anyMatch(row -> until - row.seenAt() >= nanos);
        }
    }

    Lag(Duration patience) {
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    /**
     * Takes what one look found.
     *
     * @param begun when its snapshot was taken, or before, as {@link System#nanoTime} tells it
     * @param now when it had been read, likewise
     */
    boolean isStale(MarkHead head, Unmarked rows, long begun, long now) {
        Watched known =
                Objects.requireNonNull(watched.updateAndGet(before -> looked(before, head.marked(), rows, begun, now)));
        if (rows.count() == 0) {
            return false;
        }
        long counted = known.countedAt(begun);
        return known.anyWaits(counted, patience.toNanos())
                || (counted < patience.toNanos() && hadATurn(known, counted) && seemsStale(head, rows));
    }

    private static boolean hadATurn(Watched known, long counted) {
        return counted < FIRST_NANOS || known.anyWaits(counted, TURN_NANOS);
    }

    private static Watched looked(@Nullable Watched before, Marked marked, Unmarked rows, long begun, long now) {
        Watched known = before == null ? new Watched(begun, 0, List.of()) : before;
        long last = begun - known.last() > 0 ? begun : known.last();
        Watched until = new Watched(last, known.countedAt(last), known.waiting());
        return new Watched(last, until.counted(), still(until.waiting(), marked, rows, until.countedAt(now)));
    }

    private static List<Waiting> still(List<Waiting> before, Marked marked, Unmarked rows, long now) {
        List<Waiting> still = new ArrayList<>();
        for (Waiting row : before) {
            Long newest = row.chainSeq() > marked.upTo() ? rows.newest() : rows.newestInGaps();
            if (!marked.contains(row.chainSeq()) && newest != null && newest >= row.chainSeq()) {
                still.add(row);
            }
        }
        boolean due = still.isEmpty() || now - still.get(still.size() - 1).seenAt() >= APART_NANOS;
        if (due && still.size() < REMEMBERED) {
            add(still, rows.newestInGaps(), now);
            add(still, rows.newest(), now);
        }
        return List.copyOf(still);
    }

    private static void add(List<Waiting> rows, @Nullable Long chainSeq, long now) {
        if (chainSeq != null && rows.stream().noneMatch(row -> row.chainSeq() == chainSeq)) {
            rows.add(new Waiting(chainSeq, now));
        }
    }

    /** Old rows alone may come from a writer whose clock is slow, as long as heads are signed and few rows are left. */
    private boolean seemsStale(MarkHead head, Unmarked rows) {
        Instant late = head.at().plus(patience);
        return rows.old() > 0 && (rows.isMany() || rows.now().isAfter(late));
    }
}
