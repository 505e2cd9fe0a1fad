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
 * own is believed. Marks go in the order of numbers, so the newest row of a look tells of all of them. A process that has
 * not looked long enough goes by the times that are written in the rows and the head. Safe from any thread.
 */
final class Lag {
    /** A mark follows its row within about a second. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int REMEMBERED = 100;

    private static final long APART_NANOS = Duration.ofMillis(500).toNanos();

    private final Duration patience;
    private final long since;
    private final AtomicReference<List<Waiting>> waiting = new AtomicReference<>(List.of());

    /** A row that was seen without a mark, the first time. */
    private record Waiting(long chainSeq, long seenAt) {}

    /**
     * Begins to look.
     *
     * @param since this and all other times but those of rows and heads as {@link System#nanoTime} tells them
     */
    Lag(Duration patience, long since) {
        this.patience = patience;
        this.since = since;
    }

    Duration patience() {
        return patience;
    }

    /**
     * Takes what one look found.
     *
     * @param begun when its snapshot was taken, or before
     * @param now when it had been read
     */
    boolean isStale(MarkHead head, Unmarked rows, long begun, long now) {
        List<Waiting> known =
                Objects.requireNonNull(waiting.updateAndGet(before -> still(before, head.marked(), rows, now)));
        if (rows.count() == 0) {
            return false;
        }
        return known.stream().anyMatch(row -> begun - row.seenAt() >= patience.toNanos())
                || (begun - since < patience.toNanos() && seemsStale(head, rows));
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
