package dev.governance.chain.scan;

import static dev.governance.chain.scan.Segment.DIGEST;
import static dev.governance.chain.scan.Segment.FIRST_PREV;
import static dev.governance.chain.scan.Segment.FIRST_SEQ;
import static dev.governance.chain.scan.Segment.FLAGS;
import static dev.governance.chain.scan.Segment.LAST;
import static dev.governance.chain.scan.Segment.MAC;
import static dev.governance.chain.scan.Segment.MARKED_LAST;
import static dev.governance.chain.scan.Segment.MARKED_ROWS;
import static dev.governance.chain.scan.Segment.ROWS;
import static dev.governance.chain.scan.Segment.SESSION;
import static dev.governance.chain.scan.Segment.UNPROVEN;
import static dev.governance.chain.scan.Segment.WORDS;

import java.util.Arrays;

/**
 * The segments that a scan has open, in one array of a fixed size. When it is full they all go to the files and it
 * begins anew; a session that goes on then has a further segment.
 */
final class SegmentTable {
    /** Segments that stand on the way to a free place: so many only if somebody chose session ids for it. */
    private static final int LONGEST_SEARCH = 256;

    private final SegmentFiles files;
    private final long[] words;
    private final int slots;
    private int used;

    /**
     * Makes an empty table.
     *
     * @param slots a power of two; three quarters of them are filled
     */
    SegmentTable(SegmentFiles files, int slots) {
        this.files = files;
        this.slots = slots;
        this.words = new long[slots * WORDS];
    }

    /** Takes the next row: it goes on with its session's segment when it links to its end, else it begins another. */
    void add(ScannedRow row) {
        int at = find(row.session);
        if (at < 0 || (words[at + ROWS] == 0 && used >= slots - slots / 4)) {
            spill();
            at = find(row.session);
        }
        if (words[at + ROWS] == 0) {
            used++;
            begin(at, row);
        } else if (follows(at, row)) {
            extend(at, row);
        } else {
            files.append(words, at);
            begin(at, row);
        }
    }

    /** Where the session's segment stands or may stand; -1 when the way there is too long. */
    private int find(long[] session) {
        int slot = (int) (files.hash(session[0], session[1]) & (slots - 1));
        for (int i = 0; i < Math.min(slots, LONGEST_SEARCH); i++) {
            int at = slot * WORDS;
            boolean its = words[at + SESSION] == session[0] && words[at + SESSION + 1] == session[1];
            if (its || words[at + ROWS] == 0) {
                return at;
            }
            slot = (slot + 1) & (slots - 1);
        }
        return -1;
    }

    private boolean follows(int at, ScannedRow row) {
        return row.linked && row.seq() > words[at + LAST] && Sum.same(words, at + LAST + MAC, row.prev, 0);
    }

    private void begin(int at, ScannedRow row) {
        Arrays.fill(words, at, at + WORDS, 0);
        words[at + SESSION] = row.session[0];
        words[at + SESSION + 1] = row.session[1];
        words[at + FIRST_SEQ] = row.seq();
        if (row.linked) {
            words[at + FLAGS] = Segment.LINKED;
            System.arraycopy(row.prev, 0, words, at + FIRST_PREV, Sum.WORDS);
        }
        extend(at, row);
    }

    private void extend(int at, ScannedRow row) {
        words[at + ROWS]++;
        words[at + UNPROVEN] += row.unproven ? 1 : 0;
        System.arraycopy(row.place, 0, words, at + LAST, Segment.PLACE);
        long flags = words[at + FLAGS] & ~Segment.ODD_LAST;
        flags |= row.suspect ? Segment.SUSPECT : 0;
        flags |= row.odd ? Segment.ODD_LAST : 0;
        if (row.marked) {
            words[at + MARKED_ROWS]++;
            System.arraycopy(row.place, 0, words, at + MARKED_LAST, Segment.PLACE);
            Sum.add(words, at + DIGEST, row.digest, 0);
            flags = row.odd ? flags | Segment.ODD_MARKED_LAST : flags & ~Segment.ODD_MARKED_LAST;
        }
        words[at + FLAGS] = flags;
    }

    /** Hands all segments to the files. */
    void spill() {
        for (int at = 0; at < words.length; at += WORDS) {
            if (words[at + ROWS] > 0) {
                files.append(words, at);
                words[at + ROWS] = 0;
                words[at + SESSION] = 0;
                words[at + SESSION + 1] = 0;
            }
        }
        used = 0;
    }
}
