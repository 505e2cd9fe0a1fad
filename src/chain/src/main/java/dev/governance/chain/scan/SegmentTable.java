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
 * The segments that a scan has open, one after the other in an array of a fixed size, and an index to them. When it is
 * full they all go to the files and it begins anew; a session that goes on then has a further segment.
 */
final class SegmentTable {
    /** Places of the index for each segment: a search then mostly ends where it begins. */
    private static final int SPARSE = 4;

    /** A longer search only comes about when somebody chose session ids for it. */
    private static final int LONGEST_SEARCH = 256;

    private final SegmentFiles files;
    private final long[] words;

    /** Where a session's segment begins, plus one; 0 where there is none. */
    private final int[] index;

    private int end;

    /**
     * Makes an empty table.
     *
     * @param segments how many it has room for
     */
    SegmentTable(SegmentFiles files, int segments) {
        this.files = files;
        this.words = new long[segments * WORDS];
        this.index = new int[Integer.highestOneBit(segments) * 2 * SPARSE];
    }

    /** Takes the next row: it goes on with its session's segment when it links to its end, else it begins another. */
    void add(ScannedRow row) {
        int place = find(row.session);
        if (place < 0 || (index[place] == 0 && end == words.length)) {
            spill();
            place = find(row.session);
        }
        if (index[place] == 0) {
            index[place] = end + 1;
            begin(end, row);
            end += WORDS;
            return;
        }
        int at = index[place] - 1;
        if (follows(at, row)) {
            extend(at, row);
        } else {
            files.append(words, at);
            begin(at, row);
        }
    }

    /** The place in the index that tells of the session, or may; -1 when the way there is too long. */
    private int find(long[] session) {
        int place = (int) files.hash(session[0], session[1]) & (index.length - 1);
        for (int i = 0; i < LONGEST_SEARCH; i++) {
            int at = index[place] - 1;
            if (at < 0 || (words[at + SESSION] == session[0] && words[at + SESSION + 1] == session[1])) {
                return place;
            }
            place = (place + 1) & (index.length - 1);
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
        for (int at = 0; at < end; at += WORDS) {
            files.append(words, at);
        }
        Arrays.fill(index, 0);
        end = 0;
    }
}
