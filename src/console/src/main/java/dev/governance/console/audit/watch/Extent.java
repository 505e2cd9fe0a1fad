package dev.governance.console.audit.watch;

import dev.governance.chain.KeyRing;
import dev.governance.chain.Mark;
import dev.governance.chain.Marked;
import dev.governance.chain.SessionVerifier;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of the log that a reading is about: what the marks cover, for only of that is it known what has to be there;
 * without marks what was there when it began, for a key that is rotated meanwhile is not known to it.
 *
 * @param marked null when there are no marks
 * @param newest the highest chain_seq when it began
 */
record Extent(@Nullable Marked marked, long newest) {
    boolean contains(long chainSeq) {
        return marked == null ? chainSeq <= newest : marked.contains(chainSeq);
    }

    boolean isMarked() {
        return marked != null;
    }

    /** Its last chain_seq. */
    long end() {
        return marked == null ? newest : marked.upTo();
    }

    /**
     * Begins to verify a session.
     *
     * @param mark what was once seen of it; null when nothing was
     */
    SessionVerifier verifier(UUID sessionId, KeyRing ring, @Nullable Mark mark) {
        SessionVerifier verifier = new SessionVerifier(sessionId, ring);
        return marked == null ? verifier : verifier.expecting(mark, marked);
    }
}
