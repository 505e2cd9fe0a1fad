package dev.governance.chain.scan;

import dev.governance.chain.Mark;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A mark among the segments: the rows that it has seen stand as the marked ones. */
final class Expectation {
    /**
     * The words of a mark.
     *
     * @throws IllegalArgumentException when its digest is none, or it has seen nothing
     */
    static long[] words(UUID session, Mark mark) {
        byte[] digest = mark.digest().getBytes(StandardCharsets.UTF_8);
        byte[] mac = mark.lastMac().getBytes(StandardCharsets.UTF_8);
        long[] words = new long[Segment.WORDS];
        if (mark.events() <= 0 || !Words.mac(digest, 0, digest.length, words, Segment.DIGEST)) {
            throw new IllegalArgumentException("the mark of session " + session + " is none");
        }
        words[Segment.SESSION] = session.getMostSignificantBits();
        words[Segment.SESSION + 1] = session.getLeastSignificantBits();
        words[Segment.FLAGS] = Segment.EXPECTED;
        words[Segment.ROWS] = mark.events();
        words[Segment.FIRST_SEQ] = mark.lastSeq();
        words[Segment.LAST] = mark.lastSeq();
        words[Segment.LAST + Segment.ID] = mark.lastId().getMostSignificantBits();
        words[Segment.LAST + Segment.ID + 1] = mark.lastId().getLeastSignificantBits();
        new MacDigest().write(mac, 0, mac.length, words, Segment.LAST + Segment.MAC);
        words[Segment.MARKED_ROWS] = mark.events(); // all of them, so the last one is the last marked one, too
        return words;
    }

    private Expectation() {}
}
