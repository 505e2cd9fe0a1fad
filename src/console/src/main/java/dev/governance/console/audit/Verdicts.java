package dev.governance.console.audit;

import dev.governance.chain.Finding;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.Signatures;
import dev.governance.chain.Wording;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.Correction;
import dev.governance.console.wire.MarksVerdict;
import java.time.Instant;
import java.util.List;

/** Puts what the chain's arithmetic found into the words of the API. */
final class Verdicts {
    static ChainVerdict of(
            SessionVerdict verdict,
            List<ChainVerdict.Row> rows,
            List<Correction> corrections,
            MarksVerdict marks,
            String key,
            Instant checkedAt,
            long durationMs) {
        Finding first = verdict.first();
        return new ChainVerdict(
                verdict.sessionId(),
                verdict.events(),
                verdict.isVerified(),
                verdict.status().code(),
                Wording.headline(verdict),
                Wording.sentence(verdict),
                rows,
                first == null ? null : first.eventId(),
                first == null ? null : first.kind().code(),
                verdict.findings().stream().map(Verdicts::finding).toList(),
                verdict.failures(),
                verdict.intact(),
                verdict.links(),
                verdict.linksIntact(),
                key,
                verdict.unresolvedKeys(),
                verdict.degraded(),
                signatures(verdict.signatures()),
                corrections,
                verdict.firstSeq(),
                verdict.lastSeq(),
                verdict.headHmac(),
                marks,
                checkedAt,
                durationMs);
    }

    private static ChainVerdict.Signatures signatures(Signatures counts) {
        return new ChainVerdict.Signatures(
                counts.signed(), counts.unsigned(), counts.unknownKey(), counts.revoked(), counts.invalid());
    }

    private static ChainVerdict.Finding finding(Finding finding) {
        return new ChainVerdict.Finding(
                finding.kind().code(), finding.position(), finding.chainSeq(), finding.eventId(), finding.detail());
    }

    private Verdicts() {}
}
