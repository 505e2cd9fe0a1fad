package dev.governance.console.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which keys signed when. It holds fingerprints and never a key.
 *
 * @param chain keys of the audit chain, newest first
 * @param agents public keys of agents and revocations, newest first
 * @param marks keys that sign the marks, newest first
 * @param complete false when a list was longer than {@link #LISTED} and was cut
 */
public record KeyTimeline(List<ChainKey> chain, List<AgentKey> agents, List<MarksKey> marks, boolean complete) {
    /** Entries of each list. */
    public static final int LISTED = 1_000;

    public KeyTimeline {
        chain = List.copyOf(chain);
        agents = List.copyOf(agents);
        marks = List.copyOf(marks);
    }

    /**
     * A key of the audit chain.
     *
     * @param version null while the chain was never rotated: then nothing is registered
     * @param fingerprint its first 16 hexadecimal digits
     * @param activatedAtSeq the first chain_seq that it signs
     * @param activatedAt when it was registered; null when it was not
     * @param retiredAtSeq the first chain_seq that it signs no more; null while it is active
     * @param state active or retired
     * @param available whether this console has the key, so that it can verify what the key signed
     * @param current whether this console signs with it
     */
    public record ChainKey(
            @Nullable Integer version,
            String fingerprint,
            long activatedAtSeq,
            @Nullable Instant activatedAt,
            @Nullable Long retiredAtSeq,
            @Nullable Instant retiredAt,
            String state,
            boolean available,
            boolean current) {}

    /**
     * A public key of an agent.
     *
     * @param fingerprint 32 hexadecimal digits
     * @param agentId under whose name it was imported; null when it was only revoked
     * @param revocation the earliest; null while the key counts
     */
    public record AgentKey(
            String fingerprint,
            @Nullable String agentId,
            @Nullable Long activatedAtSeq,
            @Nullable Instant importedAt,
            @Nullable Revocation revocation) {}

    /**
     * The end of an agent's key.
     *
     * @param atSeq the first chain_seq at which it counts no more
     */
    public record Revocation(long atSeq, String reason, String by, Instant at) {}

    /**
     * A key that signed heads of the marks.
     *
     * @param firstHead the number of the first head that it signed
     */
    public record MarksKey(String fingerprint, long firstHead, Instant since) {}
}
