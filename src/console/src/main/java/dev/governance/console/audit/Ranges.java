package dev.governance.console.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands the table of the log out in stretches of blocks. One that was interrupted is handed out again, from the row on
 * that was not read. Safe from any thread.
 */
final class Ranges {
    /** The end of the table, wherever it is. */
    static final long OPEN = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Range> again = new ArrayDeque<>();
    private final long blocks;
    private final long width;
    private long next;

    /**
     * Begins at the first block.
     *
     * @param blocks of the table, as far as is known; the last stretch has no end
     * @param width blocks of a stretch, more than none; {@link #OPEN} for a single one
     */
    Ranges(long blocks, long width) {
        this.blocks = blocks;
        this.width = width;
    }

    /**
     * The rows behind a place, up to a block.
     *
     * @param block of the place, from 0
     * @param item the place within the block, where rows have the numbers from 1
     * @param end the first block that does not belong to it
     */
    record Range(long block, int item, long end) {
        boolean isWhole() {
            return block == 0 && item == 0 && end == OPEN;
        }
    }

    /** The next stretch; empty when all are handed out. */
    Optional<Range> next() {
        lock.lock();
        try {
            if (!again.isEmpty()) {
                return Optional.of(again.poll());
            }
            if (next == OPEN) {
                return Optional.empty();
            }
            long first = next;
            next = width < blocks - first ? first + width : OPEN;
            return Optional.of(new Range(first, 0, next));
        } finally {
            lock.unlock();
        }
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
