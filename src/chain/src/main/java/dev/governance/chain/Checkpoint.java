package dev.governance.chain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a session was verified, so that only its newer rows need to be read the next time. It exists only for a
 * session that held as a whole.
 *
 * @param headSeq chain_seq of the last row read
 * @param headHmac its MAC, to which the next row must link
 * @param beforeHead the MAC of the row before it
 * @param digest of the rows so far, as {@link MarkDigest#hex()} writes it
 * @param degradedUntil when the last outage ended that the session tells of
 */
public record Checkpoint(
        UUID sessionId,
        long events,
        long links,
        long degraded,
        long firstSeq,
        long headSeq,
        UUID headId,
        String headHmac,
        String headKind,
        Instant headCreatedAt,
        @Nullable String beforeHead,
        String digest,
        @Nullable Instant degradedUntil,
        Signatures signatures) {}
