package dev.governance.chain;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What verifying a session showed.
 *
 * @param events rows read
 * @param intact rows whose MAC fits
 * @param links links compared, of which {@code linksIntact} held
 * @param degraded rows written while the store was down
 * @param first the first finding that is tampering, or else that leaves something unproven
 * @param findings in order, at most {@link SessionVerifier#FINDINGS_LIMIT}
 * @param failures events at which something is tampering, listed or not
 * @param unproven events that could not be proven, for want of their key or of what they link to
 * @param unresolvedKeys first 16 digits of each key that is not available
 * @param headHmac the MAC of the last row
 * @param signatures what the rows' Ed25519 signatures are worth
 * @param loss what had been there and is gone; null when nothing is known to be
 */
public record SessionVerdict(
        UUID sessionId,
        Status status,
        long events,
        long intact,
        long links,
        long linksIntact,
        long degraded,
        @Nullable Finding first,
        List<Finding> findings,
        long failures,
        long unproven,
        List<String> unresolvedKeys,
        @Nullable Long firstSeq,
        @Nullable Long lastSeq,
        @Nullable String headHmac,
        Signatures signatures,
        @Nullable Loss loss) {

    /**
     * Rows at the end that are gone.
     *
     * @param after the number of events before them
     * @param events how many they were
     */
    public record Loss(long after, long events) {}

    public SessionVerdict {
        findings = List.copyOf(findings);
        unresolvedKeys = List.copyOf(unresolvedKeys);
    }

    /** Of a session that could not be read, of which nothing is known. */
    public static SessionVerdict unreadable(UUID sessionId) {
        Finding finding = new Finding(Finding.Kind.UNREADABLE, 0, 0, null, "The session could not be read.");
        return new SessionVerdict(
                sessionId,
                Status.UNVERIFIABLE,
                0,
                0,
                0,
                0,
                0,
                finding,
                List.of(finding),
                0,
                0,
                List.of(),
                null,
                null,
                null,
                Signatures.NONE,
                null);
    }

    /** Whether nothing is known because nothing could be read. */
    public boolean isUnreadable() {
        return first != null && first.kind() == Finding.Kind.UNREADABLE;
    }

    /**
     * The same in better words.
     *
     * @param better what to say instead of some findings; of the same kind each
     */
    public SessionVerdict saying(Map<Finding, Finding> better) {
        return new SessionVerdict(
                sessionId,
                status,
                events,
                intact,
                links,
                linksIntact,
                degraded,
                first == null ? null : better.getOrDefault(first, first),
                findings.stream()
                        .map(finding -> better.getOrDefault(finding, finding))
                        .toList(),
                failures,
                unproven,
                unresolvedKeys,
                firstSeq,
                lastSeq,
                headHmac,
                signatures,
                loss);
    }

    public boolean isVerified() {
        return status == Status.VERIFIED;
    }

    /** The verdict in one word. */
    public enum Status {
        VERIFIED("verified"),
        TAMPERED("tampered"),
        UNVERIFIABLE("unverifiable"),
        TRUNCATED("truncated"),
        EMPTY("empty");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
