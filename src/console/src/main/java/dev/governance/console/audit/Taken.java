package dev.governance.console.audit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Remembers how far a stretch was read, so that it can be gone on with after an interruption. Looks only at the first two
 * columns of a row as a binary COPY sends them: chain_seq and event_id.
 */
final class Taken {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Before the first row of a COPY: eleven bytes of signature, flags, an extension without anything. */
    private static final int HEADER = 19;

    /** Number of columns, length of the first. */
    private static final int SEQ = Short.BYTES + Integer.BYTES;

    /** After the first column and the length of the second. */
    private static final int ID = SEQ + Long.BYTES + Integer.BYTES;

    /** The least bytes of a row. */
    private static final int ROW = ID + 2 * Long.BYTES;

    /** Rows, so that counting costs nothing. */
    private static final int TOLD_EVERY = 2_000;

    private final Ranges.Range range;
    private final Tally tally;

    /** Events at {@link #seq} before the last one. */
    private final List<UUID> others;

    private long seq;
    private byte[] last = {};
    private int lastAt;
    private int at = HEADER;
    private int untold;

    Taken(Ranges.Range range, Tally tally) {
        this.range = range;
        this.tally = tally;
        this.seq = range.first();
        this.others = new ArrayList<>(range.but());
    }

    /** A message was taken: a row, or the end. */
    void note(byte[] message) {
        if (message.length < at + ROW) {
            return; // the end
        }
        long next = (long) LONGS.get(message, at + SEQ);
        if (next != seq) {
            seq = next;
            others.clear();
        } else if (last.length > 0) {
            others.add(lastId());
        }
        last = message;
        lastAt = at;
        at = 0;
        if (++untold == TOLD_EVERY) {
            tell();
        }
    }

    /** Adds to the tally what it was not told yet. */
    void tell() {
        tally.add(untold);
        untold = 0;
    }

    /** What is left to read. */
    Ranges.Range rest() {
        if (last.length == 0) {
            return range;
        }
        List<UUID> read = new ArrayList<>(others);
        read.add(lastId());
        return new Ranges.Range(seq, range.last(), read);
    }

    private UUID lastId() {
        return new UUID((long) LONGS.get(last, lastAt + ID), (long) LONGS.get(last, lastAt + ID + Long.BYTES));
    }
}
