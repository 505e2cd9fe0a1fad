package dev.governance.console.compliance;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.EvidenceReport;
import dev.governance.console.wire.LogVerdict;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.RangeVerdict;
import dev.governance.console.wire.VerificationJob;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What verdicts mean in the words of compliance: verified, unverified or failed. Damage weighs most, doubt is no success. */
record Judged(String status, String statement) {
    static final String VERIFIED = "verified";
    static final String UNVERIFIED = "unverified";
    static final String FAILED = "failed";

    private static final List<String> BY_WEIGHT = List.of(VERIFIED, UNVERIFIED, FAILED);

    /** What the watch over the log knows. */
    static Judged of(Audit.Findings findings) {
        Audit.Counts counts = findings.counts();
        MarksVerdict marks = findings.marks();
        if (counts.tampered() + counts.truncated() > 0 || marks.alarms()) {
            return new Judged(FAILED, damage(counts.tampered(), counts.truncated()) + marks.sentence());
        }
        if (counts.all() > 0) {
            return new Judged(UNVERIFIED, sessions(counts.all()) + " cannot be verified. " + marks.sentence());
        }
        if (findings.reading().overdue() || findings.reading().verifiedUpTo() == null) {
            return new Judged(UNVERIFIED, "The log was not read to its end lately. " + marks.sentence());
        }
        return marks.state() == MarksVerdict.State.HOLDS
                ? new Judged(VERIFIED, "All events that were read hold. " + marks.sentence())
                : new Judged(UNVERIFIED, "All events that were read hold. " + marks.sentence());
    }

    /** Nothing where only the record of the log is damaged, which it says itself. */
    private static String damage(long tampered, long truncated) {
        String were = tampered == 1 ? " was" : " were";
        String changed = tampered > 0 ? sessions(tampered) + were + " tampered with. " : "";
        return truncated > 0 ? changed + sessions(truncated) + " lost events. " : changed;
    }

    private static String sessions(long count) {
        return count + (count == 1 ? " session" : " sessions");
    }

    static String of(LogVerdict verdict) {
        if (verdict.verified()) {
            return VERIFIED;
        }
        boolean damaged = verdict.verdict().equals("tampered")
                || verdict.verdict().equals("truncated")
                || verdict.marks().state().isDamage();
        return damaged ? FAILED : UNVERIFIED;
    }

    /** Whose rows do not hold; none where more sessions are damaged than are listed, for then nobody counts. */
    static EvidenceStore.Damaged damaged(LogVerdict verdict) {
        return isListed(verdict)
                ? new EvidenceStore.Damaged(sessions(verdict, false), sessions(verdict, true))
                : new EvidenceStore.Damaged(List.of(), List.of());
    }

    private static boolean isListed(LogVerdict verdict) {
        return verdict.damagedCount() <= verdict.damaged().size();
    }

    private static List<UUID> sessions(LogVerdict verdict, boolean unproven) {
        return verdict.damaged().stream()
                .filter(session -> session.verdict().equals("unverifiable") == unproven)
                .map(LogVerdict.Damaged::sessionId)
                .toList();
    }

    /** A verdict on a part of the log. */
    static RangeVerdict range(VerificationJob job, LogVerdict verdict, EvidenceStore.Held held) {
        boolean all = isListed(verdict);
        return new RangeVerdict(
                of(verdict),
                held.firstSeq(),
                held.lastSeq(),
                held.events(),
                known(all, held.events() - held.failed() - held.unproven()),
                known(all, held.failed()),
                known(all, held.unproven()),
                true,
                verdict.unresolvedKeys(),
                Objects.requireNonNullElse(job.startedAt(), job.askedAt()),
                job.id(),
                verdict.headline(),
                verdict.sentence(),
                verdict.damagedCount(),
                verdict.marks());
    }

    /** The report of a bundle, which claims no more than the verdict beside it. */
    static EvidenceReport lowered(EvidenceReport report, RangeVerdict verdict) {
        return isWorse(verdict.chainIntegrityStatus(), report.chainIntegrityStatus())
                ? report.judged(
                        verdict.chainIntegrityStatus(),
                        verdict.sentence() + " The watch over the log said: " + report.chainStatement())
                : report;
    }

    /** The verdict of a bundle, which claims no more than the watch over the log does. */
    static RangeVerdict lowered(RangeVerdict verdict, EvidenceReport report) {
        return isWorse(report.chainIntegrityStatus(), verdict.chainIntegrityStatus())
                ? verdict.judged(
                        report.chainIntegrityStatus(),
                        verdict.sentence() + " The watch over the log says: " + report.chainStatement())
                : verdict;
    }

    private static boolean isWorse(String status, String than) {
        return BY_WEIGHT.indexOf(status) > BY_WEIGHT.indexOf(than);
    }

    private static @Nullable Long known(boolean all, long count) {
        return all ? count : null;
    }
}
