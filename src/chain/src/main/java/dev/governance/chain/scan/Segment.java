package dev.governance.chain.scan;

import java.nio.ByteBuffer;

/**
 * A run of rows of one session, each linked to the one before it, as {@value #WORDS} numbers in an array: what the runs
 * before and after it, and the session's mark, must agree with.
 */
final class Segment {
    static final int SESSION = 0; // two words
    static final int FLAGS = 2;
    static final int FIRST_SEQ = 3;
    static final int ROWS = 4;
    static final int UNPROVEN = 5;
    static final int FIRST_PREV = 6; // four
    static final int LAST = 10; // sequence number, two of the id, four of the MAC
    static final int MARKED_ROWS = 17;
    static final int MARKED_LAST = 18; // as LAST
    static final int DIGEST = 25; // four
    static final int WORDS = 29;

    /** Offsets from {@link #LAST} and {@link #MARKED_LAST}. */
    static final int ID = 1;

    static final int MAC = 3;
    static final int PLACE = 7;

    /** The first row links to another; else it is a beginning. */
    static final long LINKED = 1;

    /** Something about it needs a closer look. */
    static final long SUSPECT = 2;

    /** The MAC of the last row is no MAC, so its words stand for its text. */
    static final long ODD_LAST = 4;

    /** The same of the last marked row. */
    static final long ODD_MARKED_LAST = 8;

    /** Not rows that were read, but what a mark expects: its rows stand as the marked ones. */
    static final long EXPECTED = 16;

    private static final long SINGLE = 32; // one row
    private static final long ALL_MARKED = 64;
    private static final long SOME_UNPROVEN = 128;
    private static final long SOME_MARKED = 256;
    private static final long STORED_ONLY = SINGLE | ALL_MARKED | SOME_UNPROVEN | SOME_MARKED;

    static final int LARGEST_RECORD = (WORDS + 1) * Long.BYTES;

    /** Where session and first sequence number stand in a record. */
    static final int RECORD_SESSION = Long.BYTES;

    static final int RECORD_FIRST_SEQ = 3 * Long.BYTES;

    /** Appends a record of the segment at {@code from}, without the parts that tell nothing. */
    static void write(long[] words, int from, ByteBuffer out) {
        long rows = words[from + ROWS];
        long flags = words[from + FLAGS];
        flags |= rows == 1 ? SINGLE : 0;
        flags |= words[from + UNPROVEN] > 0 ? SOME_UNPROVEN : 0;
        flags |= words[from + MARKED_ROWS] > 0 ? SOME_MARKED : 0;
        flags |= words[from + MARKED_ROWS] == rows ? ALL_MARKED : 0;
        out.putLong(flags);
        put(words, from + SESSION, 2, out);
        out.putLong(words[from + FIRST_SEQ]);
        put(words, from + LAST + ID, PLACE - ID, out);
        if ((flags & SINGLE) == 0) {
            out.putLong(rows);
            out.putLong(words[from + LAST]);
        }
        if ((flags & SOME_UNPROVEN) != 0) {
            out.putLong(words[from + UNPROVEN]);
        }
        if ((flags & LINKED) != 0) {
            put(words, from + FIRST_PREV, 4, out);
        }
        if ((flags & SOME_MARKED) != 0) {
            put(words, from + DIGEST, 4, out);
            if ((flags & ALL_MARKED) == 0) {
                put(words, from + MARKED_ROWS, 1 + PLACE, out);
            }
        }
    }

    private static void put(long[] words, int from, int count, ByteBuffer out) {
        for (int i = from; i < from + count; i++) {
            out.putLong(words[i]);
        }
    }

    /** Reads one record into {@code words}. */
    static void read(ByteBuffer in, long[] words) {
        long flags = in.getLong();
        words[FLAGS] = flags & ~STORED_ONLY;
        get(in, words, SESSION, 2);
        words[FIRST_SEQ] = in.getLong();
        get(in, words, LAST + ID, PLACE - ID);
        boolean single = (flags & SINGLE) != 0;
        words[ROWS] = single ? 1 : in.getLong();
        words[LAST] = single ? words[FIRST_SEQ] : in.getLong();
        words[UNPROVEN] = (flags & SOME_UNPROVEN) != 0 ? in.getLong() : 0;
        if ((flags & LINKED) != 0) {
            get(in, words, FIRST_PREV, 4);
        }
        words[MARKED_ROWS] = 0;
        if ((flags & SOME_MARKED) != 0) {
            readMarked(in, words, (flags & ALL_MARKED) != 0);
        }
    }

    private static void readMarked(ByteBuffer in, long[] words, boolean all) {
        get(in, words, DIGEST, 4);
        if (all) {
            words[MARKED_ROWS] = words[ROWS];
            System.arraycopy(words, LAST, words, MARKED_LAST, PLACE);
        } else {
            get(in, words, MARKED_ROWS, 1 + PLACE);
        }
    }

    private static void get(ByteBuffer in, long[] words, int to, int count) {
        for (int i = to; i < to + count; i++) {
            words[i] = in.getLong();
        }
    }

    private Segment() {}
}
