package dev.governance.chain.scan;

/** What comparing a session's marked rows with its mark showed. */
public enum MarkOutcome {
    /** It has no mark and needs none: all its rows are newer. */
    NONE,
    /** They are the rows that the mark has seen. */
    HOLDS,
    /** They are others, or fewer, or more. */
    DIFFERS,
    /** The mark has seen rows, and not one of the session is left. */
    GONE,
    /** It has rows where all were marked, and no mark. */
    UNMARKED
}
