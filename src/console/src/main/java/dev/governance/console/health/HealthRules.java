package dev.governance.console.health;

import dev.governance.console.contract.Doorbell;
import dev.governance.console.ledger.WriteTimes;
import dev.governance.console.wire.GovernanceHealth;
import dev.governance.console.wire.KeyTimeline;
import dev.governance.console.wire.Posture;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Judges what was found. What was not found out is no reason to call anything well. */
final class HealthRules {
    private static final Set<String> CHANGED = Set.of("tampered", "rolled_back", "forged");
    private static final Set<String> NOT_KNOWN_YET = Set.of("unknown", "unpinned");

    /**
     * What was found; each empty when there was no answer.
     *
     * @param guards a log that is not there has none
     */
    record Found(
            Optional<Guards> guards,
            Optional<Posture.Chain> chain,
            Optional<KeyTimeline> keys,
            Optional<Doorbell.Lag> lag) {}

    static GovernanceHealth judge(boolean reachable, Found found, Optional<WriteTimes.Measured> writes) {
        Guards guards = found.guards().orElse(null);
        String integrity = found.chain().map(HealthRules::integrity).orElse(null);
        List<String> gaps = guards == null ? null : guards.gaps();
        List<String> missing = fingerprints(found, key -> key.status().equals("unavailable"));
        boolean well = reachable
                && guards != null
                && guards.isGuarded()
                && isWell(integrity)
                && missing != null
                && missing.isEmpty();
        return new GovernanceHealth(
                well ? GovernanceHealth.Status.OK : GovernanceHealth.Status.DEGRADED,
                reachable,
                found.chain().map(Posture.Chain::checkedAt).orElse(null),
                gaps == null ? null : gaps.isEmpty(),
                writes.map(WriteTimes.Measured::p50Ms).orElse(null),
                writes.map(WriteTimes.Measured::p95Ms).orElse(null),
                integrity,
                fingerprints(found, key -> !key.status().equals("unavailable")),
                missing,
                gaps,
                writes.map(WriteTimes.Measured::writes).orElse(0),
                found.lag().map(Doorbell.Lag::ms).orElse(null));
    }

    private static boolean isWell(@Nullable String integrity) {
        return "verified".equals(integrity) || "unverified".equals(integrity);
    }

    private static String integrity(Posture.Chain chain) {
        if (CHANGED.contains(chain.status()) || chain.marks().alarms()) {
            return "halted";
        }
        if (chain.status().equals("verified")) {
            return "verified";
        }
        return NOT_KNOWN_YET.contains(chain.status()) ? "unverified" : "degraded";
    }

    private static @Nullable List<String> fingerprints(Found found, Predicate<KeyTimeline.ChainKey> wanted) {
        return found.keys()
                .map(keys -> keys.chainKeys().stream()
                        .filter(wanted)
                        .map(KeyTimeline.ChainKey::fingerprint)
                        .toList())
                .orElse(null);
    }

    private HealthRules() {}
}
