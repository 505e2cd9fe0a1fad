package dev.governance.chain;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code governance_audit_chain_keys}.
 *
 * @param activatedAt the first chain_seq it signs
 * @param retiredAt the first chain_seq it signs no more; null while it is active
 */
public record KeyVersion(
        int version,
        String fingerprint,
        long activatedAt,
        @Nullable Long retiredAt) {
    boolean signs(long chainSeq) {
        return activatedAt <= chainSeq && (retiredAt == null || retiredAt > chainSeq);
    }
}
