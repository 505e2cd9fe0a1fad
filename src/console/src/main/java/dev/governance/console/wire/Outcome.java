package dev.governance.console.wire;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;

/** What an event's kind says about enforcement. */
public enum Outcome {
    OK("ok"),
    BLOCKED("blocked"),
    ERROR("error");

    /** Kinds by which an enforcement path records that it said no. */
    private static final Set<String> BLOCKING = Set.of(
            "scope.violation",
            "budget.exceeded",
            "budget.check_failed",
            "approval.denied",
            "loop.detected",
            "contract.pre_violation",
            "contract.post_violation",
            "agent.halted",
            "agent.halt_enforced",
            "agent.killed");

    private final String code;

    Outcome(String code) {
        this.code = code;
    }

    @JsonValue
    public String code() {
        return code;
    }

    public static Outcome of(String kind) {
        if (BLOCKING.contains(kind)) {
            return BLOCKED;
        }
        return kind.endsWith(".error") ? ERROR : OK;
    }

    /** Kinds that {@link #of} calls blocked, for queries. */
    public static Set<String> blockingKinds() {
        return BLOCKING;
    }
}
