package dev.governance.console.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which keys signed when. It holds fingerprints and never a key.
 *
 * @param chainKeys keys of the audit chain, newest first
 * @param agentKeys public keys of agents and revocations, newest first
 * @param marksKey the key that signs the marks; null before the first
 * @param earlierMarksKeys those that signed them before, newest first
 * @param nextKey the first 16 hexadecimal digits of the key that lies ready to follow; null where none does
 * @param complete false when a list was longer than {@link #LISTED} and was cut
 */
public record KeyTimeline(
        List<ChainKey> chainKeys,
        List<AgentKey> agentKeys,
        @Nullable MarksKey marksKey,
        List<MarksKey> earlierMarksKeys,
        @Nullable String nextKey,
        boolean complete) {
    /** Entries of each list. */
    public static final int LISTED = 1_000;

    public KeyTimeline {
        chainKeys = List.copyOf(chainKeys);
        agentKeys = List.copyOf(agentKeys);
        earlierMarksKeys = List.copyOf(earlierMarksKeys);
    }

    /**
     * A key of the audit chain.
     *
     * @param version 1 for the present key while none is registered
     * @param fingerprint its first 16 hexadecimal digits
     * @param status active, retired, or unavailable: this console does not have it, so what it signed cannot be verified
     * @param activatedSeq the first chain_seq that it signs
     * @param activatedAt when it was registered; null while the chain was never rotated
     * @param retiredSeq the first chain_seq that it signs no more; null while it is active
     * @param current whether this console signs with it
     */
    public record ChainKey(
            int version,
            String fingerprint,
            String status,
            long activatedSeq,
            @Nullable Instant activatedAt,
            @Nullable Long retiredSeq,
            @Nullable Instant retiredAt,
            boolean current) {}

    /**
     * A public key of an agent, with its earliest revocation.
     *
     * @param fingerprint 32 hexadecimal digits
     * @param agentId under whose name it was imported; null when it was only revoked
     * @param revokedSeq the first chain_seq at which it counts no more; null while it counts
     */
    public record AgentKey(
            String fingerprint,
            @Nullable String agentId,
            @Nullable Long activatedSeq,
            @Nullable Instant importedAt,
            @Nullable Long revokedSeq,
            @Nullable String revokedReason,
            @Nullable String revokedBy,
            @Nullable Instant revokedAt) {}

    /**
     * A key that signed heads of the marks.
     *
     * @param firstHead the number of the first head that it signed
     */
    public record MarksKey(String fingerprint, long firstHead, Instant since) {}
}
