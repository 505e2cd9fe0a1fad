package dev.governance.chain.scan;

import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Brings the segments of all scans of a log together, and what marks expect, in memory of a fixed size whatever the
 * number of sessions. Filling it is safe from any thread.
 */
public final class SegmentFiles implements AutoCloseable {
    /** Of records that are joined at once, in bytes. */
    private static final int PARTITION_LIMIT = 8 * 1024 * 1024;

    static final int PARTITIONS = 256;

    /** How often a partition that is too large is parted again; then it is one session that is so large. */
    private static final int DEEPEST = 3;

    private final Path folder;
    private final int partitionLimit;
    private final int level;
    private final SpillFile file;
    private final Partition[] partitions = new Partition[PARTITIONS];
    private final ReentrantLock lock = new ReentrantLock();
    private final ScanCounts counts = new ScanCounts();
    private final SessionHash hash = new SessionHash();

    /**
     * Makes files without anything in them.
     *
     * @param folder for the temporary file, which is made only when memory does not suffice
     */
    public SegmentFiles(Path folder) {
        this(folder, PARTITION_LIMIT, 0);
    }

    SegmentFiles(Path folder, int partitionLimit, int level) {
        this.folder = folder;
        this.partitionLimit = partitionLimit;
        this.level = level;
        this.file = new SpillFile(folder);
        for (int i = 0; i < PARTITIONS; i++) {
            partitions[i] = new Partition(file);
        }
    }

    void append(long[] words, int at) {
        int partition = (int) (hash(words[at + Segment.SESSION], words[at + Segment.SESSION + 1]) >>> 56);
        lock.lock();
        try {
            partitions[partition].append(words, at);
        } finally {
            lock.unlock();
        }
    }

    long hash(long high, long low) {
        return hash.of(high, low);
    }

    void finished(ScanCounts scan) {
        lock.lock();
        try {
            counts.add(scan);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts every session together, once all scans are finished.
     *
     * @param notable takes each session that needs a closer look, has something unproven or does not agree with its
     *     mark, in no order
     */
    public LogTotals join(Consumer<SessionSummary> notable) {
        return joined(new SessionJoin(false, notable));
    }

    /** The same, with every session that has rows or a mark. */
    public LogTotals joinAll(Consumer<SessionSummary> every) {
        return joined(new SessionJoin(true, every));
    }

    private LogTotals joined(SessionJoin join) {
        lock.lock();
        try {
            join(join);
            return join.totals(counts);
        } finally {
            lock.unlock();
        }
    }

    private void join(SessionJoin join) {
        for (Partition partition : partitions) {
            if (partition.bytes() <= partitionLimit) {
                join.whole(partition);
            } else if (level < DEEPEST) {
                joinParted(partition, join);
            } else {
                join.stream(partition);
            }
        }
    }

    private void joinParted(Partition partition, SessionJoin join) {
        try (SegmentFiles parted = new SegmentFiles(folder, partitionLimit, level + 1)) {
            partition.each(words -> parted.append(words, 0));
            parted.join(join);
        }
    }

    /** Deletes the temporary file. */
    @Override
    public void close() {
        file.close();
    }
}
