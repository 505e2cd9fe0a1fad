package dev.governance.console.audit;

import java.nio.ByteBuffer;

/**
 * Remembers how far a stretch was read, so that it can be gone on with after an interruption. Looks only at the first
 * column of a row as a binary COPY sends it: ctid, its place in the table.
 */
final class Taken {
    /** Before the first row of a COPY: eleven bytes of signature, flags, an extension without anything. */
    private static final int HEADER = 19;

    /** Number of columns, length of the first. */
    private static final int BLOCK = Short.BYTES + Integer.BYTES;

    private static final int ITEM = BLOCK + Integer.BYTES;

    /** The least bytes of a row. */
    private static final int ROW = ITEM + Short.BYTES;

    /** Rows, so that counting costs nothing. */
    private static final int TOLD_EVERY = 2_000;

    private final Ranges.Range range;
    private final Tally tally;
    private byte[] last = {};
    private int lastAt;
    private int at = HEADER;
    private int untold;

    Taken(Ranges.Range range, Tally tally) {
        this.range = range;
        this.tally = tally;
    }

    /** A message was taken: a row, or the end. */
    void note(byte[] message) {
        if (message.length < at + ROW) {
            return; // the end
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
        ByteBuffer row = ByteBuffer.wrap(last);
        return new Ranges.Range(
                Integer.toUnsignedLong(row.getInt(lastAt + BLOCK)),
                Short.toUnsignedInt(row.getShort(lastAt + ITEM)),
                range.end());
    }
}
