package dev.governance.chain.scan;

import dev.governance.chain.Signatures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole log as a scan saw it.
 *
 * @param events rows read
 * @param sessions that have rows
 * @param suspects sessions among them that need a closer look
 * @param unproven rows whose key is not available, or whose signature's key was revoked
 * @param unprovenSessions sessions with such rows that are not suspect
 * @param firstSeq the smallest chain_seq; null without rows
 * @param lastSeq the greatest
 * @param marked rows in the part that a console has marked
 * @param marksHolding sessions that agree with their marks
 * @param marksBroken sessions that do not, are gone, or lack a mark
 * @param signatures what the rows' Ed25519 signatures are worth
 * @param unresolvedKeys first 16 digits of each key that is not available, at most a hundred
 */
public record LogTotals(
        long events,
        long sessions,
        long suspects,
        long unproven,
        long unprovenSessions,
        @Nullable Long firstSeq,
        @Nullable Long lastSeq,
        long marked,
        long marksHolding,
        long marksBroken,
        Signatures signatures,
        List<String> unresolvedKeys) {
    public LogTotals {
        unresolvedKeys = List.copyOf(unresolvedKeys);
    }
}
