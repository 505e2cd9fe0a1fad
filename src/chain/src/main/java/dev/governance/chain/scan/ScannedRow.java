package dev.governance.chain.scan;

/** What a segment takes of a row; one object for all rows of a scan. */
final class ScannedRow {
    final long[] session = new long[2];

    /** Sequence number, two words of the event's id, four of its MAC. */
    final long[] place = new long[Segment.PLACE];

    final long[] prev = new long[Sum.WORDS];

    /** What the row adds to its session's digest, if it is marked. */
    final long[] digest = new long[Sum.WORDS];

    /** Whether it links to another row. */
    boolean linked;

    /** Whether a console has marked the part of the log that it lies in. */
    boolean marked;

    /** Whether its MAC is none, so that the words stand for its text. */
    boolean odd;

    boolean unproven;
    boolean suspect;

    long seq() {
        return place[0];
    }
}
