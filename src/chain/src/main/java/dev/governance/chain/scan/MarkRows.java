package dev.governance.chain.scan;

import dev.governance.chain.MarkHead;
import dev.governance.chain.SetHash;

/**
 * Takes all marks as COPY sends them in its binary format, in any order: says whether they are those that a head states,
 * and lets the scans expect what they say. For one thread.
 */
public final class MarkRows {
    /** What to select, in this order. */
    public static final String COLUMNS = "session_id, events, last_seq, last_id, digest, last_mac";

    /** Of all columns but the last. */
    private static final int[] LENGTHS = {16, 8, 8, 16, 32};

    /** Where they stand in {@link #mark}. */
    private static final int EVENTS = 16;

    private static final int LAST_SEQ = 24;
    private static final int LAST_ID = 32;
    private static final int DIGEST = 48;

    private static final int FIELDS = LENGTHS.length + 1;
    private static final int END = -1;

    private final SegmentFiles files;
    private final SetHash hash = new SetHash();
    private final MacDigest digest = new MacDigest();
    private final byte[] mark = new byte[SetHash.FIXED];
    private final long[] words = new long[Segment.WORDS];
    private long sessions;
    private long events;
    private boolean odd;

    /** Begins; {@code files} take what is to be expected. */
    public MarkRows(SegmentFiles files) {
        this.files = files;
    }

    /** Takes what one message of COPY brings: a mark, and before it the header, or the end. */
    public void take(byte[] copyData) {
        int at = CopyHeader.length(copyData);
        if (copyData.length - at < Short.BYTES) {
            return;
        }
        int fields = (short) (copyData[at] << Byte.SIZE | (copyData[at + 1] & 0xFF));
        if (fields != END && (fields != FIELDS || !mark(copyData, at + Short.BYTES))) {
            odd = true; // no console wrote this
        }
    }

    private boolean mark(byte[] data, int start) {
        int at = start;
        int to = 0;
        for (int length : LENGTHS) {
            if (data.length - at < Integer.BYTES + length || Words.bigInt(data, at) != length) {
                return false;
            }
            System.arraycopy(data, at + Integer.BYTES, mark, to, length);
            at += Integer.BYTES + length;
            to += length;
        }
        if (data.length - at < Integer.BYTES) {
            return false;
        }
        int length = Words.bigInt(data, at);
        at += Integer.BYTES;
        if (length < 0 || length > data.length - at) {
            return false;
        }
        return Words.big(mark, EVENTS) > 0 && expect(data, at, length);
    }

    /** The rows that a mark has seen stand as the marked ones of a segment. */
    private boolean expect(byte[] data, int mac, int macLength) {
        hash.add(mark, data, mac, macLength);
        sessions++;
        events += Words.big(mark, EVENTS);
        digest.write(data, mac, macLength, words, Segment.LAST + Segment.MAC);
        words[Segment.SESSION] = Words.big(mark, 0);
        words[Segment.SESSION + 1] = Words.big(mark, 8);
        words[Segment.FLAGS] = Segment.EXPECTED;
        words[Segment.ROWS] = Words.big(mark, EVENTS);
        words[Segment.FIRST_SEQ] = Words.big(mark, LAST_SEQ);
        words[Segment.LAST] = Words.big(mark, LAST_SEQ);
        words[Segment.LAST + Segment.ID] = Words.big(mark, LAST_ID);
        words[Segment.LAST + Segment.ID + 1] = Words.big(mark, LAST_ID + 8);
        words[Segment.MARKED_ROWS] = words[Segment.ROWS]; // all of them, so the last one is the last marked one, too
        for (int i = 0; i < Sum.WORDS; i++) {
            words[Segment.DIGEST + i] = Words.big(mark, DIGEST + i * Long.BYTES);
        }
        files.append(words, 0);
        return true;
    }

    /** Whether the marks that were taken are all of the head's, and no others. */
    public boolean isWhatStates(MarkHead head) {
        return !odd
                && sessions == head.sessions()
                && events == head.events()
                && hash.root().equals(head.root());
    }
}
