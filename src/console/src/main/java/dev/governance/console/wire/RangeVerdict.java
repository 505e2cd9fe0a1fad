package dev.governance.console.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What verifying the whole log says of a part of it.
 *
 * @param chainIntegrityStatus verified, unverified or failed: of the whole log, for what is gone may have stood in this part
 * @param fromSeq the first row of the part that was verified, {@code toSeq} the last; null when there is none
 * @param events rows of the part
 * @param verifiedCount rows of sessions that hold; null when more sessions are damaged than are listed
 * @param failedCount rows of sessions that were tampered with or truncated
 * @param unprovenCount rows of sessions that cannot be verified
 * @param unresolvedFingerprints first 16 digits of keys that signed rows of the log and are not here
 * @param verifiedAtUtc when verifying began: what was changed later it may not have seen
 * @param verificationId the verification, with its whole verdict
 * @param headline its verdict in a few words
 * @param damagedSessions of the whole log
 */
public record RangeVerdict(
        String chainIntegrityStatus,
        @Nullable Long fromSeq,
        @Nullable Long toSeq,
        long events,
        @Nullable Long verifiedCount,
        @Nullable Long failedCount,
        @Nullable Long unprovenCount,
        boolean rotationAware,
        List<String> unresolvedFingerprints,
        Instant verifiedAtUtc,
        UUID verificationId,
        String headline,
        String sentence,
        long damagedSessions,
        MarksVerdict marks) {
    public RangeVerdict {
        unresolvedFingerprints = List.copyOf(unresolvedFingerprints);
    }

    /** The same with another state of the chain. */
    public RangeVerdict judged(String status, String words) {
        return new RangeVerdict(
                status,
                fromSeq,
                toSeq,
                events,
                verifiedCount,
                failedCount,
                unprovenCount,
                rotationAware,
                unresolvedFingerprints,
                verifiedAtUtc,
                verificationId,
                headline,
                words,
                damagedSessions,
                marks);
    }
}
