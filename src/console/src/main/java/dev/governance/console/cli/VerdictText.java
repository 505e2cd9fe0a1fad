package dev.governance.console.cli;

import dev.governance.console.wire.ChainVerdict;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A verdict as it reads in a terminal. */
final class VerdictText {
    /** More findings than this are read with --json. */
    private static final int FINDINGS = 20;

    static String of(ChainVerdict verdict) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict.headline());
        lines.add(verdict.sentence());
        lines.add("");
        lines.add(fact("session", verdict.sessionId()));
        lines.add(fact("intact", number(verdict.intact()) + " of " + number(verdict.eventCount()) + " events"));
        lines.add(fact("links", number(verdict.linksIntact()) + " of " + number(verdict.linksChecked()) + " hold"));
        if (verdict.headHmac() != null) {
            lines.add(fact("head", verdict.headHmac() + " (seq " + verdict.lastSeq() + ")"));
        }
        lines.add(fact("key", verdict.keyFingerprint()));
        if (verdict.marks() != null) {
            lines.add(fact(
                    "marks",
                    verdict.marks().state().code() + ": " + verdict.marks().sentence()));
        }
        lines.add(fact(
                "checked",
                verdict.checkedAt().truncatedTo(ChronoUnit.SECONDS) + ", took " + verdict.durationMs() + " ms"));
        verdict.findings().stream().limit(FINDINGS).forEach(finding -> lines.add(line(finding)));
        if (verdict.findings().size() > FINDINGS) {
            lines.add("  and more: --json lists them");
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String fact(String name, Object value) {
        return String.format(Locale.ROOT, "  %-8s %s", name, value);
    }

    private static String line(ChainVerdict.Finding finding) {
        return String.format(
                Locale.ROOT,
                "  event %,d (%s, seq %d): %s",
                finding.position(),
                finding.eventId(),
                finding.chainSeq(),
                finding.detail());
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private VerdictText() {}
}
