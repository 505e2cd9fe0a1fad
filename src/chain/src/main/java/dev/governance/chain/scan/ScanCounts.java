package dev.governance.chain.scan;

import dev.governance.chain.SignatureVerdict;
import dev.governance.chain.Signatures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What scans count that belongs to no session. */
final class ScanCounts {
    private static final int UNRESOLVED_LIMIT = 100;

    private final Set<String> unresolved = new LinkedHashSet<>();
    private long signed;
    private long unsigned;
    private long unknownKey;
    private long revoked;
    private long invalid;

    void signature(SignatureVerdict verdict) {
        switch (verdict) {
            case SIGNED -> signed++;
            case UNSIGNED -> unsigned++;
            case UNKNOWN_KEY -> unknownKey++;
            case REVOKED -> revoked++;
            case INVALID -> invalid++;
        }
    }

    void unresolved(Collection<String> prefixes) {
        for (String prefix : prefixes) {
            if (unresolved.size() < UNRESOLVED_LIMIT) {
                unresolved.add(prefix);
            }
        }
    }

    void add(ScanCounts other) {
        signed += other.signed;
        unsigned += other.unsigned;
        unknownKey += other.unknownKey;
        revoked += other.revoked;
        invalid += other.invalid;
        unresolved(other.unresolved);
    }

    Signatures signatures() {
        return new Signatures(signed, unsigned, unknownKey, revoked, invalid);
    }

    List<String> unresolved() {
        return new ArrayList<>(unresolved);
    }
}
