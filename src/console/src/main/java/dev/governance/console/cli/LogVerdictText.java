package dev.governance.console.cli;

import dev.governance.console.wire.LogVerdict;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.MarksVerdict.State;
import dev.governance.console.wire.OneLine;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The verdict on the whole log as it reads in a terminal. */
final class LogVerdictText {
    /** More sessions than this are read with --json. */
    private static final int SESSIONS = 20;

    private static final int LONGEST = 300;

    static String of(LogVerdict verdict) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict.headline());
        lines.add(verdict.sentence());
        lines.add("");
        lines.add(fact("events", number(verdict.events())));
        lines.add(fact(
                "sessions", number(verdict.verifiedSessions()) + " of " + number(verdict.sessions()) + " verified"));
        if (verdict.firstSeq() != null) {
            lines.add(fact("between", "seq " + verdict.firstSeq() + " and seq " + verdict.lastSeq()));
        }
        lines.add(fact("marks", marks(verdict.marks())));
        if (verdict.unknownSigners() > 0) {
            lines.add(fact(
                    "signed", number(verdict.unknownSigners()) + " events by agents' keys that are not registered"));
        }
        lines.add(fact("key", verdict.keyFingerprint()));
        lines.add(fact(
                "checked",
                verdict.checkedAt().truncatedTo(ChronoUnit.SECONDS) + ", took " + verdict.durationMs() + " ms"));
        verdict.damaged().stream().limit(SESSIONS).forEach(damaged -> lines.add(line(damaged)));
        if (verdict.damagedCount() > Math.min(SESSIONS, verdict.damaged().size())) {
            lines.add("  and more: --json lists up to " + LogVerdict.LISTED);
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** What the sentence above does not tell: how much is not covered, and since when. */
    private static String marks(MarksVerdict marks) {
        String upTo = marks.upTo() == null ? "" : ", up to seq " + marks.upTo();
        return marks.state().code() + upTo + (marks.state() == State.STALE ? ": " + marks.sentence() : "");
    }

    private static String line(LogVerdict.Damaged damaged) {
        return "  session " + damaged.sessionId() + ": "
                + OneLine.of(damaged.headline() + ". " + damaged.sentence(), LONGEST);
    }

    private static String fact(String name, Object value) {
        return String.format(Locale.ROOT, "  %-8s %s", name, value);
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private LogVerdictText() {}
}
