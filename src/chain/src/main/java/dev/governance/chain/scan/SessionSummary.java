package dev.governance.chain.scan;

import dev.governance.chain.Mark;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as a scan saw it.
 *
 * @param events rows read
 * @param firstSeq chain_seq of its first row, 0 without rows
 * @param lastSeq chain_seq of its last row, 0 without rows
 * @param lastId id of its last row; null without rows
 * @param lastMac the MAC stored with it; null without rows, or when what is stored there is no MAC
 * @param unproven rows whose key is not available, or whose signature's key was revoked
 * @param suspect whether something is not plainly in order: only the exact verifier can tell what
 * @param marked the mark that its marked rows would give now; null when it has none
 */
public record SessionSummary(
        UUID sessionId,
        long events,
        long firstSeq,
        long lastSeq,
        @Nullable UUID lastId,
        @Nullable String lastMac,
        long unproven,
        boolean suspect,
        MarkOutcome markOutcome,
        @Nullable Mark marked) {}
