package dev.governance.console.audit;

import dev.governance.console.db.CopyOut;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands the log out in stretches of numbers. One that was interrupted is handed out again; wide gaps between numbers
 * cost nothing. Safe from any thread.
 */
final class Ranges {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Range> again = new ArrayDeque<>();
    private final long width;
    private final long last;
    private long next;
    private boolean exhausted;

    /**
     * Begins at {@code first}.
     *
     * @param last the highest number that is handed out
     * @param width numbers of a stretch
     */
    Ranges(long first, long last, long width) {
        this.next = first;
        this.last = last;
        this.width = width;
    }

    /**
     * Rows with a chain_seq from {@code first} to {@code last}, both with them.
     *
     * @param but events at {@code first} that were read already: nothing forbids two rows with one number
     */
    record Range(long first, long last, List<UUID> but) {
        Range {
            but = List.copyOf(but);
        }

        Range(long first, long last) {
            this(first, last, List.of());
        }
    }

    /** The next stretch; empty when all are handed out. */
    Optional<Range> next(CopyOut snapshot) throws SQLException {
        lock.lock();
        try {
            if (!again.isEmpty()) {
                return Optional.of(again.poll());
            }
            return exhausted ? Optional.empty() : fresh(LogStore.next(snapshot, next, last));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Range> fresh(Optional<Long> first) {
        if (first.isEmpty()) {
            exhausted = true;
            return Optional.empty();
        }
        long left = last - first.get(); // negative when it is more than a number can say
        long end = left >= 0 && left < width ? last : first.get() + width - 1;
        exhausted = end == last;
        next = end + 1;
        return Optional.of(new Range(first.get(), end));
    }

    /** Gives back what of a stretch was not read. */
    void giveBack(Range range) {
        lock.lock();
        try {
            again.add(range);
        } finally {
            lock.unlock();
        }
    }
}
