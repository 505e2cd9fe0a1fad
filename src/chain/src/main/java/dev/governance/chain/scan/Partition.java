package dev.governance.chain.scan;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The records of the sessions whose hashes begin alike: full blocks in the file, the newest one in memory. */
final class Partition {
    private static final int BLOCK = 16 * 1024;

    private final SpillFile file;
    private @Nullable ByteBuffer newest;

    /** Place and length of each block in turn. */
    private long[] blocks = {};

    private int used;
    private long bytes;
    private int records;

    Partition(SpillFile file) {
        this.file = file;
    }

    void append(long[] segment, int at) {
        ByteBuffer block = block();
        int before = block.position();
        Segment.write(segment, at, block);
        bytes += block.position() - before;
        records++;
    }

    private ByteBuffer block() {
        if (newest == null) {
            newest = ByteBuffer.allocate(BLOCK);
        }
        if (newest.remaining() < Segment.LARGEST_RECORD) {
            flush(newest);
        }
        return newest;
    }

    private void flush(ByteBuffer block) {
        if (used == blocks.length) {
            blocks = Arrays.copyOf(blocks, Math.max(8, blocks.length * 2));
        }
        blocks[used + 1] = block.position();
        blocks[used] = file.append(block.flip());
        used += 2;
        block.clear();
    }

    long bytes() {
        return bytes;
    }

    int records() {
        return records;
    }

    /** Copies all records into a buffer that has room for them. */
    void load(ByteBuffer into) {
        for (int i = 0; i < used; i += 2) {
            file.read(blocks[i], (int) blocks[i + 1], into);
        }
        if (newest != null) {
            into.put(newest.duplicate().flip());
        }
    }

    /** Gives each record in turn, in an array that is used again. */
    void each(Consumer<long[]> taker) {
        long[] words = new long[Segment.WORDS];
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (int i = 0; i < used; i += 2) {
            file.read(blocks[i], (int) blocks[i + 1], block.clear());
            give(block.flip(), words, taker);
        }
        if (newest != null) {
            give(newest.duplicate().flip(), words, taker);
        }
    }

    private static void give(ByteBuffer records, long[] words, Consumer<long[]> taker) {
        while (records.hasRemaining()) {
            Segment.read(records, words);
            taker.accept(words);
        }
    }
}
