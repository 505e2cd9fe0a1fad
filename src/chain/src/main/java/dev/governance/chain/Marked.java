package dev.governance.chain;

/**
 * Which rows a console has marked: those up to a number, without the numbers that it has not seen yet.
 *
 * @param upTo the highest chain_seq that was seen
 * @param gaps numbers below it whose rows may still come
 */
public record Marked(long upTo, SeqRanges gaps) {
    /** Nothing at all. */
    public static final Marked NONE = new Marked(Long.MIN_VALUE, SeqRanges.NONE);

    /** Whether a row of this number, had it been there, would have been marked. */
    public boolean contains(long chainSeq) {
        return chainSeq <= upTo && !gaps.contains(chainSeq);
    }
}
