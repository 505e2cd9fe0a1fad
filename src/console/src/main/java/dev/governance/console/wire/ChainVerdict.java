package dev.governance.console.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What verifying one session showed.
 *
 * @param eventCount rows that were read
 * @param verified true only when {@code verdict} is {@code verified}
 * @param verdict verified, tampered, unverifiable, truncated or empty
 * @param headline the verdict in a few words, as {@code TAMPERED at event 847}
 * @param sentence what it means and what still holds
 * @param events each row's own result; only the failing ones when the session is longer than {@link #LISTED}
 * @param firstFailure the first event that failed
 * @param firstFailureReason the code of what failed there
 * @param intact rows whose MAC matches
 * @param linksChecked links compared, {@code linksIntact} of them held
 * @param keyFingerprint first 16 hex digits of the console's current key
 * @param unresolvedKeys first 16 hex digits of each key that signed rows here and is not available
 * @param degraded rows that were written while the store was down
 * @param signatures what the rows' Ed25519 signatures are worth
 * @param corrections what operators said later about rows of the session, newest first; at most
 *     {@link #CORRECTIONS}
 * @param marks what the console's own record is worth, without which no loss can be ruled out; null when it was not asked
 * @param durationMs milliseconds from the first row asked for to the verdict
 */
public record ChainVerdict(
        UUID sessionId,
        long eventCount,
        boolean verified,
        String verdict,
        String headline,
        String sentence,
        List<Row> events,
        @Nullable UUID firstFailure,
        @Nullable String firstFailureReason,
        List<Finding> findings,
        long failureCount,
        long intact,
        long linksChecked,
        long linksIntact,
        String keyFingerprint,
        List<String> unresolvedKeys,
        long degraded,
        Signatures signatures,
        List<Correction> corrections,
        @Nullable Long firstSeq,
        @Nullable Long lastSeq,
        @Nullable String headHmac,
        @Nullable MarksVerdict marks,
        Instant checkedAt,
        long durationMs) {

    /** Sessions up to this many rows are answered with every row's result. */
    public static final int LISTED = 10_000;

    public static final int CORRECTIONS = 100;

    public ChainVerdict {
        events = List.copyOf(events);
        findings = List.copyOf(findings);
        corrections = List.copyOf(corrections);
        unresolvedKeys = List.copyOf(unresolvedKeys);
    }

    /**
     * Rows by what their signature is worth.
     *
     * @param unknownKey signed with a key that was not imported, so not checked
     */
    public record Signatures(long signed, long unsigned, long unknownKey, long revoked, long invalid) {}

    public record Row(
            UUID eventId,
            long position,
            long chainSeq,
            String kind,
            boolean verified,
            @Nullable String failureReason) {}

    /**
     * One thing that is wrong or worth knowing.
     *
     * @param position counted from 1 within the session
     */
    public record Finding(
            String kind,
            long position,
            long chainSeq,
            @Nullable UUID eventId,
            String detail) {}
}
