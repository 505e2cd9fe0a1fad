package dev.governance.console.presence;

import dev.governance.chain.Sanitizer;
import dev.governance.chain.SessionIds;
import dev.governance.chain.Timestamps;
import java.time.Instant;
import java.util.UUID;

/**
 * What every enforcement path reads.
 *
 * @param reason sanitised, at most twice as long as a reason may be
 */
record Marker(String haltedBy, Instant haltedAt, String reason) {
    private static final int REASON_LENGTH = 512;

    static Marker of(String haltedBy, Instant haltedAt, String reason) {
        return new Marker(haltedBy, haltedAt, Sanitizer.text(reason, REASON_LENGTH));
    }

    String isoformat() {
        return Timestamps.iso(haltedAt);
    }

    /** The chain of one halt and its end; its name is the one that older consoles gave it. */
    static UUID session(String agentId, String isoformat) {
        return SessionIds.md5("halt:" + agentId + ":" + isoformat);
    }
}
