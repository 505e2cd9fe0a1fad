package dev.governance.console.posture;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.Posture;
import java.util.Comparator;
import java.util.List;

/** Sums up what is known of the audit chain over all sessions that were checked. */
final class ChainRules {
    private static final int MOST_FAILING = 10;

    /** The worst first. */
    private static final List<String> VERDICTS = List.of("tampered", "truncated", "unverifiable", "verified");

    static Posture.Chain judge(Audit.Findings findings) {
        List<Audit.Finding> checked = findings.sessions().stream()
                .filter(finding -> VERDICTS.contains(finding.verdict()))
                .toList();
        List<Posture.Failing> failing = checked.stream()
                .filter(finding -> !finding.verdict().equals("verified"))
                .sorted(Comparator.comparingInt(finding -> VERDICTS.indexOf(finding.verdict())))
                .limit(MOST_FAILING)
                .map(ChainRules::failing)
                .toList();
        return new Posture.Chain(
                status(checked, failing),
                checked.stream()
                        .map(Audit.Finding::checkedAt)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                checked.size(),
                Math.max(findings.sessionsKnown(), checked.size()),
                checked.stream().mapToLong(Audit.Finding::events).sum(),
                failing);
    }

    private static String status(List<Audit.Finding> checked, List<Posture.Failing> failing) {
        if (checked.isEmpty()) {
            return "unknown";
        }
        if (failing.isEmpty()) {
            return "verified";
        }
        return failing.get(0).verdict().equals("unverifiable") ? "unverifiable" : "tampered";
    }

    private static Posture.Failing failing(Audit.Finding finding) {
        return new Posture.Failing(finding.sessionId(), finding.verdict(), finding.headline(), finding.eventId());
    }

    private ChainRules() {}
}
