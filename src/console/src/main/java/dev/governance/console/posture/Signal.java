package dev.governance.console.posture;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What in today's log lights a lamp; the code is what {@link PostureStore} selects for a row. */
enum Signal {
    SCOPE("scope.violation"),
    BUDGET("budget.exceeded"),
    BUDGET_UNCHECKED("budget.check_failed"),
    LOOP_STOPPED("loop.detected"),
    /** {@code loop.detected} whose action is {@code log}: the agent was told and went on. */
    LOOP_LOGGED("loop.logged"),
    CONTRACT_BEFORE("contract.pre_violation"),
    CONTRACT_AFTER("contract.post_violation");

    private final String code;

    Signal(String code) {
        this.code = code;
    }

    static Optional<Signal> of(String code) {
        return Arrays.stream(values())
                .filter(signal -> signal.code.equals(code))
                .findFirst();
    }

    /** Kinds of audit rows that are a signal. */
    static List<String> kinds() {
        return Arrays.stream(values())
                .filter(signal -> signal != LOOP_LOGGED)
                .map(signal -> signal.code)
                .toList();
    }
}
