package dev.governance.console.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What verifying the whole log showed.
 *
 * @param verdict verified, tampered, truncated, unverifiable or empty: the worst that was found
 * @param verified true only when {@code verdict} is {@code verified}
 * @param headline the verdict in a few words, as {@code TAMPERED in 3 of 120 sessions}
 * @param sentence what it means and what still holds
 * @param events rows that were read
 * @param sessions sessions of which a row was read, {@code verifiedSessions} of them hold
 * @param unproven events that could not be proven, for want of a key or of what they link to
 * @param unresolvedKeys first 16 hex digits of each key that signed rows and is not available
 * @param unknownSigners rows signed with Ed25519 by a key that is not registered; no finding
 * @param damaged the sessions that do not hold, at most {@link #LISTED}; {@code damagedCount} of them there are
 * @param keyFingerprint first 16 hex digits of the console's current key
 * @param snapshots 1, or more when the database went away meanwhile
 * @param durationMs milliseconds from the start to the verdict
 */
public record LogVerdict(
        String verdict,
        boolean verified,
        String headline,
        String sentence,
        long events,
        long sessions,
        long verifiedSessions,
        long unproven,
        List<String> unresolvedKeys,
        long unknownSigners,
        @Nullable Long firstSeq,
        @Nullable Long lastSeq,
        List<Damaged> damaged,
        long damagedCount,
        MarksVerdict marks,
        String keyFingerprint,
        int snapshots,
        Instant checkedAt,
        long durationMs) {

    /** Sessions that are listed; of more, only the number is told. */
    public static final int LISTED = 1_000;

    public LogVerdict {
        unresolvedKeys = List.copyOf(unresolvedKeys);
        damaged = List.copyOf(damaged);
    }

    /**
     * A session that does not hold.
     *
     * @param verdict tampered, truncated or unverifiable
     * @param eventId the first event at which it was seen; null for the session as a whole
     * @param kind the code of what was found there, as {@code row_modified}
     * @param agents who wrote in it, at most 50
     */
    public record Damaged(
            UUID sessionId,
            String verdict,
            String headline,
            String sentence,
            @Nullable UUID eventId,
            @Nullable String kind,
            @Nullable Long chainSeq,
            List<String> agents) {
        public Damaged {
            agents = List.copyOf(agents);
        }
    }
}
