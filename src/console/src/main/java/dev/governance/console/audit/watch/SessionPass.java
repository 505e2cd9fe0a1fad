package dev.governance.console.audit.watch;

import dev.governance.chain.ChainRow;
import dev.governance.chain.Mark;
import dev.governance.chain.SessionVerifier;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads one session through, for no more than whether it is as it was. */
final class SessionPass {
    private final UUID sessionId;
    private final SessionVerifier verifier;
    private final Extent extent;
    private long events;

    /**
     * Begins.
     *
     * @param mark what was once seen of it; null when nothing was
     */
    SessionPass(UUID sessionId, View view, @Nullable Mark mark) {
        this.sessionId = sessionId;
        this.verifier = view.extent().verifier(sessionId, view.ring(), mark);
        this.extent = view.extent();
    }

    UUID sessionId() {
        return sessionId;
    }

    long events() {
        return events;
    }

    /** Takes the next row; one that the marks are not about yet is left to them. */
    void accept(ChainRow row, @Nullable String newestBelow) {
        if (extent.contains(row.chainSeq())) {
            events++;
            verifier.accept(row, newestBelow);
        }
    }

    /** Whether nothing needs a closer look, all rows being read. */
    boolean holds() {
        return switch (verifier.finish().status()) {
            case VERIFIED, EMPTY -> true;
            case TAMPERED, TRUNCATED, UNVERIFIABLE -> false;
        };
    }
}
