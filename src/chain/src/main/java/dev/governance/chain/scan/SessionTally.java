package dev.governance.chain.scan;

import dev.governance.chain.Mark;
import java.util.Arrays;
import java.util.UUID;

/** Puts the segments of one session together; used again for each. */
final class SessionTally {
    private final long[] session = new long[2];
    private final long[] last = new long[Segment.PLACE];
    private final long[] markedLast = new long[Segment.PLACE];
    private final long[] digest = new long[Sum.WORDS];
    private final long[] expected = new long[Segment.WORDS];
    private long events;
    private long firstSeq;
    private long unproven;
    private long marked;
    private boolean suspect;
    private boolean oddLast;
    private boolean oddMarkedLast;
    private int marks;

    void begin(long high, long low) {
        session[0] = high;
        session[1] = low;
        events = 0;
        unproven = 0;
        marked = 0;
        suspect = false;
        marks = 0;
        Arrays.fill(digest, 0);
    }

    /** Takes the next segment, which in a plain session begins after the one before, or what a mark expects. */
    void add(long[] words) {
        if ((words[Segment.FLAGS] & Segment.EXPECTED) != 0) {
            System.arraycopy(words, 0, expected, 0, Segment.WORDS);
            marks++;
            return;
        }
        suspect |= (words[Segment.FLAGS] & Segment.SUSPECT) != 0 || !follows(words);
        firstSeq = events == 0 ? words[Segment.FIRST_SEQ] : Math.min(firstSeq, words[Segment.FIRST_SEQ]);
        if (events == 0 || words[Segment.LAST] > last[0]) {
            System.arraycopy(words, Segment.LAST, last, 0, Segment.PLACE);
            oddLast = (words[Segment.FLAGS] & Segment.ODD_LAST) != 0;
        }
        events += words[Segment.ROWS];
        unproven += words[Segment.UNPROVEN];
        if (words[Segment.MARKED_ROWS] > 0) {
            addMarked(words);
        }
    }

    private void addMarked(long[] words) {
        if (marked == 0 || words[Segment.MARKED_LAST] > markedLast[0]) {
            System.arraycopy(words, Segment.MARKED_LAST, markedLast, 0, Segment.PLACE);
            oddMarkedLast = (words[Segment.FLAGS] & Segment.ODD_MARKED_LAST) != 0;
        }
        marked += words[Segment.MARKED_ROWS];
        Sum.add(digest, 0, words, Segment.DIGEST);
    }

    private boolean follows(long[] words) {
        boolean linked = (words[Segment.FLAGS] & Segment.LINKED) != 0;
        if (events == 0) {
            return !linked;
        }
        return linked && words[Segment.FIRST_SEQ] > last[0] && Sum.same(last, Segment.MAC, words, Segment.FIRST_PREV);
    }

    boolean isPlain() {
        MarkOutcome outcome = outcome();
        return !suspect && unproven == 0 && (outcome == MarkOutcome.NONE || outcome == MarkOutcome.HOLDS);
    }

    MarkOutcome outcome() {
        if (marks == 0) {
            return marked == 0 ? MarkOutcome.NONE : MarkOutcome.UNMARKED;
        }
        if (events == 0) {
            return MarkOutcome.GONE;
        }
        boolean holds = marks == 1
                && marked == expected[Segment.MARKED_ROWS]
                && Sum.same(digest, 0, expected, Segment.DIGEST)
                && Arrays.equals(
                        markedLast,
                        0,
                        Segment.PLACE,
                        expected,
                        Segment.MARKED_LAST,
                        Segment.MARKED_LAST + Segment.PLACE);
        return holds ? MarkOutcome.HOLDS : MarkOutcome.DIFFERS;
    }

    SessionSummary summary() {
        boolean empty = events == 0;
        return new SessionSummary(
                new UUID(session[0], session[1]),
                events,
                empty ? 0 : firstSeq,
                empty ? 0 : last[0],
                empty ? null : new UUID(last[Segment.ID], last[Segment.ID + 1]),
                empty || oddLast ? null : Words.mac(last, Segment.MAC),
                unproven,
                suspect,
                outcome(),
                marked == 0 || oddMarkedLast ? null : mark());
    }

    private Mark mark() {
        return new Mark(
                marked,
                markedLast[0],
                new UUID(markedLast[Segment.ID], markedLast[Segment.ID + 1]),
                Words.mac(markedLast, Segment.MAC),
                Words.mac(digest, 0));
    }

    long events() {
        return events;
    }

    long firstSeq() {
        return firstSeq;
    }

    long lastSeq() {
        return last[0];
    }

    long unproven() {
        return unproven;
    }

    long marked() {
        return marked;
    }

    boolean isSuspect() {
        return suspect;
    }
}
