package dev.governance.console.audit;

import dev.governance.chain.Finding;
import dev.governance.chain.MarksState;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.Signatures;
import dev.governance.chain.Wording;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.MarksVerdict;
import java.time.Duration;
import java.time.Instant;

/** Puts what the chain's arithmetic found into the words of the API. */
final class Verdicts {
    /**
     * The verdict of a session.
     *
     * @param snapshots in which its rows were read: 1, or more when the database went away meanwhile
     * @param key the first 16 digits of the one that signs now
     */
    static ChainVerdict of(Verification.Proof proof, int snapshots, String key, Instant checkedAt, Duration worked) {
        SessionVerdict verdict = proof.reading().verdict();
        Finding first = verdict.first();
        MarksState marks = LogWords.state(proof.marks());
        SessionVerdict.Status status = marks.verdict(verdict.status());
        return new ChainVerdict(
                verdict.sessionId(),
                verdict.events(),
                status == SessionVerdict.Status.VERIFIED,
                status.code(),
                status == verdict.status() ? Wording.headline(verdict) : marks.headline(),
                Wording.sentence(verdict) + meanwhile(snapshots) + proof.unread() + unmarked(marks, proof.marks()),
                proof.reading().rows().listed(),
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
                proof.corrections(),
                verdict.firstSeq(),
                verdict.lastSeq(),
                verdict.headHmac(),
                proof.marks(),
                checkedAt,
                worked.toMillis());
    }

    private static String unmarked(MarksState state, MarksVerdict marks) {
        return state == MarksState.HOLD ? "" : " " + marks.sentence();
    }

    private static String meanwhile(int snapshots) {
        return snapshots == 1
                ? ""
                : " The database went away meanwhile, so the rows were read in " + snapshots
                        + " snapshots; rows newer than the first are left out.";
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
