package dev.governance.chain;

import java.util.Comparator;
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
    /** By where they begin; of those that begin at one place the last one signs. */
    static final Comparator<KeyVersion> ORDER =
            Comparator.comparingLong(KeyVersion::activatedAt).thenComparingInt(KeyVersion::version);

    /** Where it begins or ends. */
    List<Long> changes() {
        return retiredAt == null ? List.of(activatedAt) : List.of(activatedAt, retiredAt);
    }

    boolean signs(long chainSeq) {
        return activatedAt <= chainSeq && (retiredAt == null || retiredAt > chainSeq);
    }
}
