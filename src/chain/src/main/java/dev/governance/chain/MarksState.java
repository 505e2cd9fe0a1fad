package dev.governance.chain;

import dev.governance.chain.SessionVerdict.Status;

/** Whether what the console wrote down of the log can be relied upon, the worst last. */
public enum MarksState {
    HOLD("holds"),
    /** They cover no event yet. */
    BEGUN("begun"),
    /** They cover less than they should: events have waited for too long. */
    STALE("stale"),
    /** There is no head at all. */
    MISSING("missing"),
    /** The verifier was given no public key to check them with. */
    UNPINNED("unpinned"),
    /** An older head than one that was seen before. */
    ROLLED_BACK("rolled_back"),
    /** A signature, the root or the link to the head before does not fit. */
    FORGED("forged");

    private final String code;

    MarksState(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** The verdict on rows that are {@code rows} by themselves: nothing is verified while losses cannot be ruled out. */
    public Status verdict(Status rows) {
        if (rows == Status.TAMPERED || this == FORGED) {
            return Status.TAMPERED;
        }
        if (rows == Status.TRUNCATED || this == ROLLED_BACK) {
            return Status.TRUNCATED;
        }
        return rows == Status.VERIFIED && this != HOLD ? Status.UNVERIFIABLE : rows;
    }

    /** The state in a few words, as a headline of a verdict that only the marks spoil. */
    public String headline() {
        return switch (this) {
            case HOLD -> "Marks hold";
            case BEGUN -> "Marks have just begun";
            case STALE -> "Marks are behind";
            case MISSING -> "Marks missing";
            case UNPINNED -> "Marks not checked";
            case ROLLED_BACK -> "Marks rolled back";
            case FORGED -> "Marks forged";
        };
    }
}
