package dev.governance.console.explorer;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.AgentSessions.Proof;
import dev.governance.console.wire.MarksVerdict;
import java.util.UUID;

/** What reading the whole log showed of one session; what was not read, or could hide a loss, is not called verified. */
final class ProofRules {
    static Proof of(Audit.Findings known, UUID sessionId, long newest) {
        return known.damaged().stream()
                .filter(finding -> finding.sessionId().equals(sessionId))
                .findFirst()
                .map(ProofRules::damage)
                .orElseGet(() -> wasRead(known, newest)
                        ? new Proof("verified", null, null, known.reading().finishedAt())
                        : Proof.UNKNOWN);
    }

    private static Proof damage(Audit.Finding finding) {
        return new Proof(finding.verdict(), finding.headline(), finding.sentence(), finding.checkedAt());
    }

    private static boolean wasRead(Audit.Findings known, long newest) {
        Audit.Reading reading = known.reading();
        boolean allNamed = known.counts().all() == known.damaged().size();
        return allNamed
                && known.marks().state() == MarksVerdict.State.HOLDS
                && !reading.overdue()
                && reading.finishedAt() != null
                && reading.verifiedUpTo() != null
                && newest <= reading.verifiedUpTo();
    }

    private ProofRules() {}
}
