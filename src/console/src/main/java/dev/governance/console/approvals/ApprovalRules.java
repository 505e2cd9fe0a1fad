package dev.governance.console.approvals;

import static dev.governance.console.bus.Fault.CONFLICT;
import static dev.governance.console.bus.Fault.FORBIDDEN;
import static dev.governance.console.bus.Fault.NOT_FOUND;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.ledger.Words;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every ground for not letting somebody decide, in its documented order. */
final class ApprovalRules {
    private static final int RATIONALE_LENGTH = 2_000;

    /** Who may not decide at all learns nothing about the request either. */
    static void mayDecideAnything(Caller by) {
        if (!mayDecide(by)) {
            throw new Refusal(FORBIDDEN, "role", "deciding approvals needs the role admin");
        }
    }

    /** What is stored as the rationale: a denial without one leaves the agent's developer guessing. */
    static @Nullable String rationale(boolean granted, @Nullable String rationale) {
        return granted && (rationale == null || rationale.isBlank())
                ? null
                : Words.reason(rationale, "rationale", RATIONALE_LENGTH);
    }

    /** Every ground but the token, once it is known that the request waits. */
    static void mayDecide(Gate gate, Caller by) {
        if (!gate.open()) {
            throw expired(gate);
        }
        String blocked = blocked(gate.operatorId(), by);
        if (blocked != null) {
            throw new Refusal(FORBIDDEN, blocked, explained(blocked));
        }
        if (isClaimedByAnother(gate, by) && by.role() != Role.ADMIN) {
            throw new Refusal(FORBIDDEN, "claimed", "another reviewer is looking at this request");
        }
    }

    /** Why {@code by} may not decide what an agent of {@code operatorId} asks; null when they may. */
    static @Nullable String blocked(@Nullable String operatorId, Caller by) {
        if (operatorId == null || operatorId.isBlank()) {
            return "operator_unknown";
        }
        String operator = operatorId.strip();
        if (operator.equalsIgnoreCase(by.userId().toString()) || operator.equalsIgnoreCase(by.username())) {
            return "self_approval";
        }
        return mayDecide(by) ? null : "role";
    }

    private static boolean mayDecide(Caller by) {
        return Permissions.of(by.role()).contains(Permission.DECIDE_APPROVALS);
    }

    private static boolean isClaimedByAnother(Gate gate, Caller by) {
        UUID reviewer = gate.reviewerId();
        return reviewer != null && gate.claimIsFresh() && !reviewer.equals(by.userId());
    }

    private static String explained(String blocked) {
        return switch (blocked) {
            case "self_approval" -> "you operate this agent; somebody else has to decide";
            case "operator_unknown" ->
                "the agent's heartbeat names no operator_id, so nobody can tell whether you would approve yourself";
            default -> "deciding approvals needs the role admin";
        };
    }

    static Refusal expired(Gate gate) {
        return new Refusal(CONFLICT, "expired", "this request expired " + ago(gate.expiresAt(), gate.now()));
    }

    static Refusal unknown() {
        return new Refusal(NOT_FOUND, "unknown", "there is no such request");
    }

    /** Somebody decided before; {@code by} as the audit row says, null when it was not decided in a console. */
    static Refusal alreadyDecided(Fault fault, Gate gate, @Nullable String by) {
        String who = by == null ? "somebody" : by;
        String when = ago(Objects.requireNonNull(gate.resolvedAt()), gate.now());
        return new Refusal(fault, "already_decided", who + " " + gate.resolution() + " this " + when);
    }

    private static String ago(Instant moment, Instant now) {
        Duration past = Duration.between(moment, now);
        if (past.toSeconds() < 1) {
            return "just now";
        }
        if (past.toMinutes() < 1) {
            return past.toSeconds() + " s ago";
        }
        if (past.toHours() < 1) {
            return past.toMinutes() + " min ago";
        }
        return past.toDays() < 1 ? past.toHours() + " h ago" : past.toDays() + " d ago";
    }

    private ApprovalRules() {}
}
