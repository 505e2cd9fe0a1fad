package dev.governance.console.cli;

import dev.governance.console.wire.ApprovalState;
import dev.governance.console.wire.OneLine;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a request is now, in one line for who came too late. */
final class StateText {
    private static final int NAME = 128;
    private static final int WHY = 500;

    static String of(ApprovalState state) {
        Instant resolvedAt = state.resolvedAt();
        if (resolvedAt != null) {
            return "now " + OneLine.of(state.state(), NAME) + " at " + resolvedAt + by(state)
                    + because(state.rationale());
        }
        if (state.claimExpiresAt() != null) {
            return "now claimed by " + name(state.reviewer()) + " until " + state.claimExpiresAt();
        }
        return state.state().equals("pending")
                ? "it still waits, until " + state.expiresAt()
                : "now " + OneLine.of(state.state(), NAME) + ", since " + state.expiresAt();
    }

    private static String by(ApprovalState state) {
        if (!state.decidedOutside()) {
            return state.resolvedBy() == null ? "" : " by " + name(state.resolvedBy());
        }
        return " outside the console"
                + (state.resolvedBy() == null ? "" : ", the log says by " + name(state.resolvedBy()));
    }

    private static String because(@Nullable String rationale) {
        return rationale == null ? "" : ": " + OneLine.of(rationale, WHY);
    }

    private static String name(@Nullable String name) {
        return name == null ? "somebody" : OneLine.of(name, NAME);
    }

    private StateText() {}
}
