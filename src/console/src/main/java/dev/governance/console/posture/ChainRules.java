package dev.governance.console.posture;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.Posture;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Sums up what the cluster knows of the audit chain; the worst wins, and what is not known is never called verified. */
final class ChainRules {
    private static final int MOST_FAILING = 10;

    /** The worst first. */
    private static final List<String> VERDICTS = List.of("tampered", "truncated", "unverifiable");

    private static final Set<String> DAMAGED = Set.of("tampered", "rolled_back", "forged");

    static Posture.Chain judge(Audit.Findings findings) {
        Audit.Reading reading = findings.reading();
        return new Posture.Chain(
                status(findings),
                reading.finishedAt(),
                reading.sessions(),
                Math.max(reading.sessionsKnown(), reading.sessions()),
                reading.events(),
                findings.damaged().stream()
                        .sorted(Comparator.comparingInt(finding -> VERDICTS.indexOf(finding.verdict())))
                        .limit(MOST_FAILING)
                        .map(ChainRules::failing)
                        .toList(),
                findings.counts().all(),
                nobodys(findings),
                reading.verifiedUpTo(),
                new Posture.Sweep(reading.startedAt(), reading.percent(), reading.finishedAt(), reading.overdue()),
                findings.marks());
    }

    /** Lost and changed sessions that are on nobody's card. */
    private static long nobodys(Audit.Findings findings) {
        return findings.counts().beyond()
                + findings.damaged().stream()
                        .filter(finding -> !finding.verdict().equals("unverifiable"))
                        .filter(finding -> finding.agents().isEmpty())
                        .count();
    }

    private static String status(Audit.Findings findings) {
        Audit.Counts counts = findings.counts();
        MarksVerdict.State marks = findings.marks().state();
        if (counts.tampered() + counts.truncated() + counts.beyond() > 0) {
            return "tampered";
        }
        if (marks.isDamage()) {
            return marks.code();
        }
        if (counts.unverifiable() > 0) {
            return "unverifiable";
        }
        return switch (marks) {
            case MISSING -> "marks_missing";
            case STALE -> "marks_stale";
            case BEGUN -> "unknown";
            case HOLDS -> findings.reading().overdue() ? "unknown" : "verified";
            case UNPINNED, ROLLED_BACK, FORGED -> marks.code();
        };
    }

    /** Whether somebody changed the log, or the console's record of it. */
    static boolean isDamaged(Posture.Chain chain) {
        return DAMAGED.contains(chain.status()) || chain.marks().alarms();
    }

    private static Posture.Failing failing(Audit.Finding finding) {
        return new Posture.Failing(
                finding.sessionId(),
                finding.verdict(),
                finding.headline(),
                finding.sentence(),
                finding.eventId(),
                finding.agents());
    }

    private ChainRules() {}
}
