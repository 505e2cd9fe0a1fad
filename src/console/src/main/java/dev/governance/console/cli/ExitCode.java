package dev.governance.console.cli;

import dev.governance.console.wire.MarksVerdict;
import org.jspecify.annotations.Nullable;

/** What a verification exits with. */
final class ExitCode {
    static final int VERIFIED = 0;
    static final int DAMAGED = 1;
    static final int NOTHING_SAID = 2;
    static final int UNPROVEN = 3;

    /** Damage of either kind weighs most; what is not proven is never a success. */
    static int of(String verdict, @Nullable MarksVerdict marks) {
        if (verdict.equals("tampered") || verdict.equals("truncated") || of(marks) == DAMAGED) {
            return DAMAGED;
        }
        return verdict.equals("verified") ? of(marks) : UNPROVEN;
    }

    static int of(@Nullable MarksVerdict marks) {
        if (marks != null && marks.state().isDamage()) {
            return DAMAGED;
        }
        return marks != null && marks.state() == MarksVerdict.State.HOLDS ? VERIFIED : UNPROVEN;
    }

    private ExitCode() {}
}
