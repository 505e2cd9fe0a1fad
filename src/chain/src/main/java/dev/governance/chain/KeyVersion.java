package dev.governance.chain;

import java.util.List;
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
    /** Where it begins or ends. */
    List<Long> changes() {
        return retiredAt == null ? List.of(activatedAt) : List.of(activatedAt, retiredAt);
    }

    boolean signs(long chainSeq) {
        return activatedAt <= chainSeq && (retiredAt == null || retiredAt > chainSeq);
    }
}
