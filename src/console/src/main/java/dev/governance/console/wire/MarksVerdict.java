package dev.governance.console.wire;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the console's own record of what it has seen is there and true, without which no loss can be ruled out.
 *
 * @param sentence the state in words for people
 * @param number of the newest head in the database; null when there is none
 * @param upTo the highest sequence number that was seen
 * @param at when the head was signed
 * @param seen number of the newest head that this node has seen, where those in the database are older, gone or forged;
 *     else null
 */
public record MarksVerdict(
        State state,
        String sentence,
        @Nullable Long number,
        @Nullable Long upTo,
        @Nullable Instant at,
        @Nullable Long seen) {

    /** Whether somebody must be told: it was forged or rolled back, or is gone although it was seen. */
    public boolean alarms() {
        return state.isDamage() || (state == State.MISSING && seen != null);
    }

    /** The state in one word. */
    public enum State {
        /** The newest head is signed by the pinned key and not older than any that this node knows. */
        HOLDS("holds", false),
        /** The newest head is good and covers no event yet: marking has just begun. */
        BEGUN("begun", false),
        /** The newest head is good, but events have waited for too long to be covered by it. */
        STALE("stale", false),
        /** There is no head at all. */
        MISSING("missing", false),
        /** The newest head is older than one that this node, or the file outside the database, has seen. */
        ROLLED_BACK("rolled_back", true),
        /** A signature, the root or the chain of heads does not fit. */
        FORGED("forged", true),
        /** This verifier has no public key to tell true heads by. */
        UNPINNED("unpinned", false);

        private final String code;
        private final boolean damage;

        State(String code, boolean damage) {
            this.code = code;
            this.damage = damage;
        }

        @JsonValue
        public String code() {
            return code;
        }

        /** Whether what the marks tell can be believed, and marking may go on from here. */
        public boolean isSound() {
            return this == HOLDS || this == BEGUN || this == STALE;
        }

        /** Whether somebody did this, rather than nobody having set it up. */
        public boolean isDamage() {
            return damage;
        }
    }
}
